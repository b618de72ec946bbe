#!/usr/bin/env bash
# Takes the pictures in docs/images: the broker's management UI and the dead-letter verbs, from a real run.
#
#   bash infra/screenshots.sh [OUT]
#
# OUT is the folder for the pictures (default docs/images). It starts a broker (infra/up.sh) and the service on free
# ports, in a temporary folder, sends commands that work and some that cannot, takes the pictures, and stops both.
# Needs Debian's chromium (installed when missing), Node with npm, and the .NET SDK; not run by the tests.
# SAGAS_BUILT=1 takes the service as it was built before.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ "${1:-}" = "-h" ] || [ "${1:-}" = "--help" ]; then
    sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
fi
out=$(realpath "${1:-$root/docs/images}")
mkdir -p "$out"
# shellcheck source=infra/rabbitmq/lib.sh
. "$root/infra/rabbitmq/lib.sh"
# shellcheck source=infra/packages.sh
. "$root/infra/packages.sh"
install_packages rabbitmq-server openssl curl chromium fonts-dejavu-core

work=$(mktemp -d)
service=""
finish() {
    trap - EXIT
    if [ -n "$service" ]; then
        stop_service
    fi
    bash "$root/infra/down.sh" --folder "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

management=$(free_port)
url=http://127.0.0.1:$(free_port)
bash "$root/infra/up.sh" --folder "$work/broker" --port "$(free_port)" --tls-port "$(free_port)" \
    --management-port "$management"
[ -n "${SAGAS_BUILT:-}" ] || dotnet build "$root/src/Host" --disable-build-servers -v quiet </dev/null
host="$root/src/Host/bin/Debug/net10.0/Sagas.Host.dll"

start_service() {
    (
        set -a
        # shellcheck source=/dev/null
        . "$work/broker/service.env"
        export Sagas__RabbitMq__QuorumQueues=true Sagas__DataPath="$work/data" Sagas__Http__Urls__0="$url"
        exec dotnet "$host" serve
    ) </dev/null >>"$work/service.log" 2>&1 &
    service=$!
    for _ in $(seq 600); do
        if curl -sf "$url/ready" >/dev/null; then
            return
        fi
        sleep 0.2
    done
    cat "$work/service.log" >&2
    return 1
}

stop_service() {
    kill -TERM "$service" 2>/dev/null || true
    wait_for_end "$service" 40 || kill -KILL "$service"
    service=""
}

start_service

# Commands of a producer, sent for it by an administrator who is gone again at once: curl speaks no AMQP.
admin_password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
"$work/broker/ctl" --quiet add_user picture "$admin_password"
"$work/broker/ctl" --quiet set_user_tags picture administrator
"$work/broker/ctl" --quiet set_permissions -p sagas picture '.*' '.*' '.*'

# Sends body $2 to the exchange $1; $3: more properties.
publish() {
    local body=${2//\"/\\\"}
    curl -sf -u "picture:$admin_password" -H 'content-type: application/json' \
        -d "{\"routing_key\":\"\",\"payload\":\"$body\",\"payload_encoding\":\"string\",
            \"properties\":{\"content_type\":\"application/json\",\"delivery_mode\":2${3:-}}}" \
        "http://127.0.0.1:$management/api/exchanges/sagas/$1/publish" >/dev/null
}

sagas() {
    dotnet "$host" "$@" --url "$url"
}

sagas add "$root/docs" --wait 60 >/dev/null
for n in 1 2 3 4 5 6; do
    publish make-directory "{\"uri\":\"viking://resources/folder-$n\"}"
done
publish move-resource '{"sauce":"viking://resources/docs","destination":"viking://resources/handbook"}'
publish move-resource '{"source":"viking://resources/docs","destination":'
publish remove-resource 'remove everything'
publish remove-resource '{"uri":"viking://resources/docs","recursive":"yes"}'
# Waits until there are $1 dead letters.
await_letters() {
    for _ in $(seq 100); do
        if [ "$("$work/broker/ctl" list_queues --quiet --no-table-headers -p sagas name messages \
            | sed -n 's/^sagas.dead-letters\t//p')" = "$1" ]; then
            return
        fi
        sleep 0.2
    done
}
await_letters 4
# A command that its producer wants done within a second, while the service is being upgraded.
stop_service
publish move-resource \
    '{"source":"viking://resources/docs/operations.md","destination":"viking://resources/operations.md"}' \
    ',"expiration":"1000"'
"$work/broker/ctl" --quiet delete_user picture
await_letters 5
start_service
# The UI shows what the broker has counted, every five seconds.
sleep 6

(cd "$work" && npm install --silent --no-save --no-audit --no-fund playwright-core >/dev/null 2>&1)
cp "$root/infra/screenshots.mjs" "$work/screenshots.mjs"
# Before anything is done with them: the pictures show the same letters.
(
    # shellcheck source=/dev/null
    . "$work/broker/passwords"
    cd "$work"
    MANAGEMENT="http://127.0.0.1:$management/" OPERATOR_PASSWORD="$SAGAS_RABBITMQ_OPERATOR_PASSWORD" OUT="$out" \
        node screenshots.mjs
)

# What a person sees who types "sagas $*", as a terminal of 150 columns shows it; added to the picture $1.
on_terminal() {
    local picture=$1
    shift
    {
        # Words with blanks in quotes, as people write them.
        printf '$ sagas'
        printf '%s\n' "$@" | sed 's/.* .*/"&"/' | tr '\n' '\0' | xargs -0 printf ' %s'
        echo
        script -qec "stty cols 150 2>/dev/null; dotnet '$host' $(printf '%q ' "$@") --url '$url'" /dev/null </dev/null \
            | tr -d '\r' | sed 's/\x1b\[[?0-9;]*[A-Za-z]//g; s/\x1b[=>]//g' | cut -c1-150
        echo
    } >>"$work/terminal/$picture.txt"
}

# The id of the letter that went wrong for the reason $1.
letter() {
    sagas dlq list | grep -F "$1" | grep -v ' x' | cut -f1
}

mkdir "$work/terminal"
unknown=$(letter "sauce is an unknown field")
expired=$(letter "gave it up")
on_terminal dlq-list dlq list
on_terminal dlq-show dlq show "$unknown"
# The trace is the service's business.
sed -i '/MT-Fault-StackTrace/{s/\(MT-Fault-StackTrace *[^ ]* *[^ ]*\).*/\1 …/}' "$work/terminal/dlq-show.txt"
on_terminal dlq-replay dlq replay "$expired" --reason "The service was being upgraded."
for _ in $(seq 100); do
    sagas tx list --operation mv | grep -q RELEASED && break
    sleep 0.2
done
on_terminal dlq-replay tx list --operation mv
on_terminal dlq-replay dlq discard "$unknown" --reason "A typing error; the producer has sent it again."
on_terminal dlq-replay dlq list --limit 0
(cd "$work" && TERMINAL="$work/terminal" OUT="$out" node screenshots.mjs)
ls -l "$out"
