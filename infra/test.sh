#!/usr/bin/env bash
# Runs every test of this repository. All it needs is a Debian or Ubuntu machine with the .NET 10 SDK.
#
#   bash infra/test.sh [--only NAME] [--no-broker] [--management] [--no-build]
#
#   --only NAME    one project, such as Contracts.Tests
#   --no-broker    no RabbitMQ: the tests that need one report themselves skipped
#   --management   with RabbitMQ's management plugin; SAGAS_TEST_RABBITMQ_MANAGEMENT is its address
#   --no-build     run what was built before
#
# It installs the Debian packages that are missing, starts a throwaway RabbitMQ on free loopback ports with its data
# in a temporary folder, builds once, runs the projects one after another, and stops the server again whatever
# happens. SAGAS_TEST_PROJECT_SECONDS (3000) bounds each project. SAGAS_TEST_NO_SKIPS=true makes a run with skipped
# tests a failure, as .ci/run does. The last line is "N passed, N failed, N skipped"; the exit status is 0 only if
# nothing failed and every project ran at least one test.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

only=""
broker=true
build=true
start_options=()
# Failures that the caller has found already: .ci/run counts its own checks in.
failed=${SAGAS_TEST_FAILED_BEFORE:-0}
passed=0
skipped=0
seconds_max=${SAGAS_TEST_PROJECT_SECONDS:-3000}

while [ $# -gt 0 ]; do
    case "$1" in
        --only)
            only=${2:?--only needs the name of a project}
            shift
            ;;
        --no-broker) broker=false ;;
        --management) start_options+=(--management) ;;
        --no-build) build=false ;;
        -h | --help)
            sed -n '2,16s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *)
            echo "unknown option $1; see --help" >&2
            exit 2
            ;;
    esac
    shift
done

work=$(mktemp -d "${TMPDIR:-/tmp}/sagas-test.XXXXXX")
runner=""
summarised=false

finish() {
    local status=$?
    trap - EXIT INT TERM
    # The kill goes to the group of timeout(1), so that hosts which a test started end with it.
    if [ -n "$runner" ] && kill -0 "$runner" 2>/dev/null; then
        kill -KILL -- "-$runner" 2>/dev/null || kill -KILL "$runner" 2>/dev/null || true
    fi
    # The shared node, and what a test that was killed has left behind.
    local node
    for node in "$work"/rabbitmq "$work"/nodes/*; do
        if [ -f "$node/node" ]; then
            bash "$root/infra/rabbitmq/stop.sh" "$node" || true
        fi
    done
    rm -rf "$work"
    # The line is promised: it comes even when the run did not.
    if ! $summarised; then
        if [ "$failed" -eq 0 ]; then
            failed=1
        fi
        if [ "$status" -eq 0 ]; then
            status=1
        fi
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=infra/packages.sh
. "$root/infra/packages.sh"

say() {
    printf '\n== %s\n' "$*"
}

# True when project $1 is one of those that run.
wants() {
    [ -z "$only" ] || [ "$only" = "$1" ]
}

# What the example producers need; without it their tests report themselves skipped.
install_examples() {
    install_packages python3-pika
    command -v npm >/dev/null || install_packages nodejs npm
    if [ ! -d infra/examples/node/node_modules ]; then
        say "Installing the packages of infra/examples/node"
        npm ci --prefix infra/examples/node --no-audit --no-fund --loglevel error </dev/null
    fi
}

# What the test of infra/compose.yaml needs. It makes namespaces: without root it reports itself skipped.
install_compose() {
    if [ "$(id -u)" -eq 0 ]; then
        install_packages openssl iproute2 python3-yaml
        docker compose version >/dev/null 2>&1 || install_packages docker-compose
    fi
}

# The number that attribute $1 of the result file $2 holds, summed over its assemblies; 0 when there is none.
count_of() {
    { grep -o '<assembly [^>]*>' "$2" 2>/dev/null || true; } \
        | { grep -o " $1=\"[0-9]*\"" || true; } \
        | tr -dc '0-9\n' \
        | awk '{ sum += $1 } END { print sum + 0 }'
}

run_project() {
    local project=$1 name assembly results status=0 started=$SECONDS p f e s
    name=$(basename "$project")
    assembly=$(sed -n 's:.*<AssemblyName>\(.*\)</AssemblyName>.*:\1:p' "$project/$name.csproj")
    results="$work/$name.xml"
    say "$name"
    timeout -s KILL "$seconds_max" dotnet exec "$project/bin/Debug/net10.0/${assembly:-$name}.dll" \
        -noLogo -noColor -result-xml "$results" </dev/null &
    runner=$!
    wait "$runner" || status=$?
    runner=""

    p=$(count_of passed "$results")
    f=$(count_of failed "$results")
    e=$(count_of errors "$results")
    s=$(count_of skipped "$results")
    f=$((f + e))
    if [ "$status" -eq 137 ]; then
        echo "$name was killed: it ran longer than $seconds_max s, or something else killed it" >&2
    fi
    if [ $((p + f + s)) -eq 0 ]; then
        echo "$name ran no test (exit status $status)" >&2
    fi
    if [ "$f" -eq 0 ] && { [ "$status" -ne 0 ] || [ $((p + s)) -eq 0 ]; }; then
        f=1
    fi
    echo "$name: $p passed, $f failed, $s skipped, $((SECONDS - started)) s"
    passed=$((passed + p))
    failed=$((failed + f))
    skipped=$((skipped + s))
}

if ! command -v dotnet >/dev/null; then
    echo "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download" >&2
    exit 1
fi

# Build servers would outlive this script and keep its output open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

projects=()
for project in tests/*.Tests tests/Scenarios; do
    if [ -z "$only" ] || [ "$(basename "$project")" = "$only" ]; then
        projects+=("$project")
    fi
done
if [ ${#projects[@]} -eq 0 ]; then
    echo "no test project is called $only; there are: $(cd tests && echo *.Tests Scenarios)" >&2
    exit 2
fi

if $broker; then
    install_packages rabbitmq-server
    if wants Scenarios; then
        install_examples
        install_compose
    fi
    say "Starting RabbitMQ"
    mkdir "$work/rabbitmq"
    bash infra/rabbitmq/start.sh ${start_options[@]+"${start_options[@]}"} "$work/rabbitmq"
    # shellcheck source=/dev/null
    . "$work/rabbitmq/env"
    # Tests that break their broker start nodes of their own here.
    mkdir "$work/nodes"
    export SAGAS_TEST_RABBITMQ_NODES="$work/nodes"
else
    unset "${!SAGAS_TEST_RABBITMQ_@}"
fi

if $build; then
    say "Building"
    dotnet build "$([ -n "$only" ] && echo "${projects[0]}" || echo Sagas.sln)" --disable-build-servers -v quiet </dev/null
fi

for project in "${projects[@]}"; do
    run_project "$project"
done

# Where nothing may be missing a skipped test is one that should have run: it counts as one failure, not as a pass.
if [ "${SAGAS_TEST_NO_SKIPS:-false}" = true ] && [ "$skipped" -gt 0 ]; then
    echo "$skipped test(s) were skipped, and SAGAS_TEST_NO_SKIPS is true" >&2
    failed=$((failed + 1))
fi

summarised=true
echo
[ "$failed" -eq 0 ]
