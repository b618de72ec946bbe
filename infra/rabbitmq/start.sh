#!/usr/bin/env bash
# Starts a throwaway RabbitMQ node on free loopback ports with all its files in FOLDER.
#
#   infra/rabbitmq/start.sh [--management] FOLDER
#
# Needs the package rabbitmq-server, but neither root nor systemd nor Docker. When it returns 0 the node answers and
# FOLDER/env holds its coordinates as shell exports; FOLDER/ctl is rabbitmqctl for this node, and takes
# "node stop", "node kill" and "node start" besides. End it with infra/rabbitmq/stop.sh FOLDER.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/rabbitmq/lib.sh
. "$here/lib.sh"

management=false
if [ "${1:-}" = "--management" ]; then
    management=true
    shift
fi
if [ $# -ne 1 ]; then
    echo "usage: infra/rabbitmq/start.sh [--management] FOLDER" >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
if [ ! -x "$RABBITMQ_BIN/rabbitmq-server" ]; then
    echo "RabbitMQ is not installed: apt-get install rabbitmq-server" >&2
    exit 1
fi
if [ -f "$folder/node" ]; then
    echo "$folder already has a node" >&2
    exit 1
fi

chmod 700 "$folder"
mkdir -p "$folder/home" "$folder/log" "$folder/mnesia"
: >"$folder/rabbitmq-env.conf"
port=$(free_port)
management_port=$(free_port)
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

cat >"$folder/node" <<NODE
SAGAS_NODE_NAME=sagas-$$-$RANDOM@localhost
SAGAS_NODE_PORT=$port
SAGAS_NODE_DIST_PORT=$(free_port)
SAGAS_NODE_EPMD_PORT=$(free_port)
NODE

# A small disk limit: a machine that is short of disk would block every publisher before the first test.
cat >"$folder/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
default_user = sagas
default_pass = $password
disk_free_limit.absolute = 50MB
log.console.level = warning
CONF
if $management; then
    echo "management.tcp.ip = 127.0.0.1" >>"$folder/rabbitmq.conf"
    echo "management.tcp.port = $management_port" >>"$folder/rabbitmq.conf"
    echo "[rabbitmq_management]." >"$folder/enabled_plugins"
else
    echo "[]." >"$folder/enabled_plugins"
fi

cat >"$folder/ctl" <<CTL
#!/bin/sh
exec bash "$here/ctl.sh" "$folder" "\$@"
CTL
chmod +x "$folder/ctl"

cat >"$folder/env" <<ENV
export SAGAS_TEST_RABBITMQ_HOST=127.0.0.1
export SAGAS_TEST_RABBITMQ_PORT=$port
export SAGAS_TEST_RABBITMQ_USER=sagas
export SAGAS_TEST_RABBITMQ_PASSWORD=$password
export SAGAS_TEST_RABBITMQ_VHOST=/
export SAGAS_TEST_RABBITMQ_CTL=$folder/ctl
ENV
if $management; then
    echo "export SAGAS_TEST_RABBITMQ_MANAGEMENT=http://127.0.0.1:$management_port" >>"$folder/env"
fi

load_node "$folder"
if ! run_node "$folder"; then
    bash "$here/stop.sh" "$folder"
    exit 1
fi
echo "RabbitMQ answers on 127.0.0.1:$port"
