#!/usr/bin/env bash
# What a container engine does with the service of infra/compose.yaml, done to Debian's rabbitmq-server: namespaces of
# its own for files, network, names and processes, the file's mounts at the file's targets, and the server as process
# 1. Needs root, but no engine and no image.
#
#   container.sh run --pid-file FILE --hostname NAME --address IP --user NAME [--plugin NAME]...
#                    [--volume FROM:TO:ro|rw]... [--mount FROM:TO:ro|rw]...
#   container.sh exec PID USER COMMAND...
#
#   run     becomes the container and ends with its server; FILE then holds the server's process id, as seen from here
#   exec    runs a command in the container of PID, as the engine runs a health check
#
# A volume is a folder that the engine keeps. An empty one takes owner and mode from what it covers.
#
# Of the image (docker-library/rabbitmq, 4.x) this takes for granted what its Dockerfile and entry point say, which
# cannot be looked at without pulling it:
#   - the server reads /etc/rabbitmq/{rabbitmq.conf,conf.d,enabled_plugins}, and writes to /var/lib/rabbitmq; the user
#     rabbitmq owns both, and may be the container's;
#   - conf.d/10-defaults.conf is there beside our rabbitmq.conf; the tag "-management" means the management plugin;
#   - rabbitmq-diagnostics is on the PATH; the server is process 1.
# Another version of RabbitMQ runs in it, with an Erlang and an OpenSSL of its own: that is not checked here.
set -euo pipefail

# As the image sets them; the programs are elsewhere in Debian's package.
environment=(
    PATH=/usr/lib/rabbitmq/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    HOME=/var/lib/rabbitmq LANG=C.UTF-8 LANGUAGE=C.UTF-8 LC_ALL=C.UTF-8
)

usage() {
    sed -n '6,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# Binds the file or folder $1 to $2, for reading only when $3 is "ro"; what lies above it is made, as the engine does.
bind() {
    if [ -d "$1" ]; then
        mkdir -p "$2"
    elif [ -e "$1" ]; then
        mkdir -p "$(dirname "$2")"
        touch "$2"
    else
        echo "cannot mount $1: there is no such file" >&2
        return 1
    fi
    mount --bind "$1" "$2"
    if [ "$3" = ro ]; then
        mount -o remount,bind,ro "$2"
    fi
}

# Mounts the volume "FROM:TO:MODE".
use_volume() {
    local from to mode
    IFS=: read -r from to mode <<<"$1"
    if [ -d "$to" ] && [ -z "$(ls -A "$from")" ]; then
        chown --reference="$to" "$from"
        chmod --reference="$to" "$from"
    fi
    bind "$from" "$to" "$mode"
}

# Mounts the file or folder "FROM:TO:MODE" of the machine.
use_mount() {
    local from to mode
    IFS=: read -r from to mode <<<"$1"
    bind "$from" "$to" "$mode"
}

# The words before a command that make "user $1" run it.
as_user=()
as() {
    as_user=(setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups)
}

# Empty folders of the server's own where the image has some: nothing of the machine's shows through.
make_image() {
    local folder
    for folder in /etc/rabbitmq /var/lib/rabbitmq /var/log/rabbitmq; do
        mount -t tmpfs -o mode=1777 image "$folder"
        chown rabbitmq:rabbitmq "$folder"
    done
    mkdir /etc/rabbitmq/conf.d
    printf '%s\n' "loopback_users.guest = false" "log.console = true" >/etc/rabbitmq/conf.d/10-defaults.conf
    local IFS=,
    echo "[$*]." >/etc/rabbitmq/enabled_plugins
    chown -R rabbitmq:rabbitmq /etc/rabbitmq
}

# A network of one machine. Its address is not 127.0.0.1: what listens there alone is as unreachable as in a container.
make_network() {
    ip link set lo up
    ip address add "$address/32" dev lo
    hostname "$name"
    # In one of the container's own file systems.
    printf '%s\n' "127.0.0.1 localhost" "$address $name" >/var/log/rabbitmq/hosts
    mount --bind /var/log/rabbitmq/hosts /etc/hosts
}

run() {
    local pid_file="" name="" address="" user="" plugins=() volumes=() mounts=() outside item
    while [ $# -gt 1 ]; do
        case "$1" in
            --pid-file) pid_file=$2 ;;
            --hostname) name=$2 ;;
            --address) address=$2 ;;
            --user) user=$2 ;;
            --plugin) plugins+=("$2") ;;
            --volume) volumes+=("$2") ;;
            --mount) mounts+=("$2") ;;
            *) usage ;;
        esac
        shift 2
    done
    if [ -z "$pid_file" ] || [ -z "$name" ] || [ -z "$address" ] || [ -z "$user" ]; then
        usage
    fi
    # Before /proc is the container's own: it knows the number that the outside knows.
    read -r outside _ </proc/self/stat
    mount -t proc proc /proc
    make_image "${plugins[@]}"
    make_network
    for item in ${volumes[@]+"${volumes[@]}"}; do
        use_volume "$item"
    done
    for item in ${mounts[@]+"${mounts[@]}"}; do
        use_mount "$item"
    done
    if [ "$user" = root ]; then
        # So does the image's entrypoint.
        user=rabbitmq
        find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq {} +
    fi
    echo "$outside" >"$pid_file"
    cd /
    # With RUNNING_UNDER_SYSTEMD the server's script becomes the server instead of waiting for it. The signal that ends
    # the container when unshare is killed would be lost with the change of user.
    as "$user"
    exec "${as_user[@]}" --pdeathsig keep \
        env -i "${environment[@]}" RUNNING_UNDER_SYSTEMD=true rabbitmq-server </dev/null
}

case "${1:-}" in
    run)
        if [ $$ -ne 1 ]; then
            exec unshare --mount --net --uts --ipc --pid --fork --kill-child bash "${BASH_SOURCE[0]}" "$@"
        fi
        shift
        run "$@"
        ;;
    exec)
        [ $# -gt 3 ] || usage
        pid=$2
        as "$3"
        shift 3
        exec nsenter --target "$pid" --mount --net --uts --ipc --pid "${as_user[@]}" env -i "${environment[@]}" "$@"
        ;;
    *) usage ;;
esac
