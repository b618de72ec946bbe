#!/usr/bin/env bash
# Starts a throwaway RabbitMQ node on free loopback ports with all its files in FOLDER.
#
#   infra/rabbitmq/start.sh [--management] [--port N] [--management-port N] [--conf FILE] [--join OTHER] FOLDER
#
#   --management         with the management plugin
#   --port N             this AMQP port instead of a free one; --management-port N likewise
#   --conf FILE          more lines for rabbitmq.conf
#   --join OTHER         a node of the same cluster as the running one in folder OTHER
#
# Needs the package rabbitmq-server, but neither root nor systemd nor Docker. When it returns 0 the node answers and
# FOLDER/env holds its coordinates as shell exports; FOLDER/ctl is rabbitmqctl for this node, and takes
# "node stop", "node kill" and "node start" besides. End it with infra/rabbitmq/stop.sh FOLDER.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/rabbitmq/lib.sh
. "$here/lib.sh"

management=false
port=""
management_port=""
conf=""
other=""
folder=""
while [ $# -gt 0 ]; do
    case "$1" in
        --management) management=true ;;
        --port | --management-port | --conf | --join)
            value=${2:?$1 needs a value}
            case "$1" in
                --port) port=$value ;;
                --management-port) management_port=$value ;;
                --conf) conf=$(realpath "$value") ;;
                --join) other=$(realpath "$value") ;;
            esac
            shift
            ;;
        -h | --help)
            sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        -*)
            echo "unknown option $1; see --help" >&2
            exit 2
            ;;
        *) folder=$1 ;;
    esac
    shift
done
if [ -z "$folder" ]; then
    echo "usage: infra/rabbitmq/start.sh [OPTIONS] FOLDER; see --help" >&2
    exit 2
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
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
port=${port:-$(free_port)}
management_port=${management_port:-$(free_port)}
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
epmd_port=$(free_port)
if [ -n "$other" ]; then
    epmd_port=$(sed -n 's/^SAGAS_NODE_EPMD_PORT=//p' "$other/node")
    password=$(sed -n 's/^default_pass = //p' "$other/rabbitmq.conf")
    cp "$other/home/.erlang.cookie" "$folder/home/.erlang.cookie"
else
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$folder/home/.erlang.cookie"
fi
chmod 400 "$folder/home/.erlang.cookie"

cat >"$folder/node" <<NODE
SAGAS_NODE_NAME=sagas-$$-$RANDOM@localhost
SAGAS_NODE_PORT=$port
SAGAS_NODE_DIST_PORT=$(free_port)
SAGAS_NODE_EPMD_PORT=$epmd_port
NODE

# A small disk limit: a machine that is short of disk would block every publisher before the first test.
cat >"$folder/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
default_user = sagas
default_pass = $password
disk_free_limit.absolute = 50MB
log.console.level = warning
CONF
if [ -n "$conf" ]; then
    cat "$conf" >>"$folder/rabbitmq.conf"
fi
if [ -n "$other" ]; then
    # A node that can see only itself stops serving, rather than go on as a second truth.
    cat >>"$folder/rabbitmq.conf" <<CLUSTER
cluster_formation.peer_discovery_backend = classic_config
cluster_formation.classic_config.nodes.1 = $(sed -n 's/^SAGAS_NODE_NAME=//p' "$other/node")
cluster_partition_handling = pause_minority
CLUSTER
fi
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
