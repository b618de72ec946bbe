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
        kill -TERM "$service" 2>/dev/null || true
        wait_for_end "$service" 40 || kill -KILL "$service"
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
(
    set -a
    # shellcheck source=/dev/null
    . "$work/broker/service.env"
    export Sagas__RabbitMq__QuorumQueues=true Sagas__DataPath="$work/data" Sagas__Http__Urls__0="$url"
    exec dotnet "$host" serve
) </dev/null >"$work/service.log" 2>&1 &
service=$!
for _ in $(seq 300); do
    if curl -sf "$url/ready" >/dev/null; then
        break
    fi
    sleep 0.2
done

# Commands of a producer, sent for it by an administrator who is gone again at once: curl speaks no AMQP.
admin_password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
"$work/broker/ctl" --quiet add_user picture "$admin_password"
"$work/broker/ctl" --quiet set_user_tags picture administrator
"$work/broker/ctl" --quiet set_permissions -p sagas picture '.*' '.*' '.*'
publish() {
    local body=${2//\"/\\\"}
    curl -sf -u "picture:$admin_password" -H 'content-type: application/json' \
        -d "{\"routing_key\":\"\",\"payload\":\"$body\",\"payload_encoding\":\"string\",
            \"properties\":{\"content_type\":\"application/json\",\"delivery_mode\":2}}" \
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
"$work/broker/ctl" --quiet delete_user picture
# The UI shows what the broker has counted, every five seconds.
for _ in $(seq 100); do
    if [ "$("$work/broker/ctl" list_queues --quiet --no-table-headers -p sagas name messages \
        | sed -n 's/^sagas.dead-letters\t//p')" = 4 ]; then
        break
    fi
    sleep 0.2
done
sleep 6

terminal=""
if sagas dlq list >/dev/null 2>&1; then
    terminal="$work/terminal"
    {
        echo '$ sagas dlq list'
        sagas dlq list
    } >"$terminal"
fi
(cd "$work" && npm install --silent --no-save --no-audit --no-fund playwright-core >/dev/null 2>&1)
cp "$root/infra/screenshots.mjs" "$work/screenshots.mjs"
(
    # shellcheck source=/dev/null
    . "$work/broker/passwords"
    cd "$work"
    MANAGEMENT="http://127.0.0.1:$management/" OPERATOR_PASSWORD="$SAGAS_RABBITMQ_OPERATOR_PASSWORD" \
        TERMINAL="$terminal" OUT="$out" node screenshots.mjs
)
ls -l "$out"
