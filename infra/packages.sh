# shellcheck shell=bash
# Shared by test.sh, up.sh and screenshots.sh: installs Debian packages that are missing. Sourced, never run.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "this needs root: $*" >&2
        echo "run it as root once, or install sudo; the tests run without RabbitMQ too: infra/test.sh --no-broker" >&2
        return 1
    fi
}

# Installs the packages that are named and missing.
install_packages() {
    local missing=() package
    for package in "$@"; do
        if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
            missing+=("$package")
        fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        echo "apt-get is not here; install by hand: ${missing[*]}" >&2
        return 1
    fi
    printf '\n== Installing %s\n' "${missing[*]}"
    local log status=0
    log=$(mktemp)
    as_root apt-get -o DPkg::Lock::Timeout=300 update -qq </dev/null
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" </dev/null \
        >"$log" 2>&1 || status=1
    [ "$status" -eq 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$status"
}
