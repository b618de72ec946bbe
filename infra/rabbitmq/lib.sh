# shellcheck shell=bash
# Shared by start.sh, stop.sh and ctl.sh: the environment of one throwaway node whose files are all in one folder.
# Sourced, never run. The real programs are used, not the wrappers in /usr/sbin: those insist on root or the system's
# own account and on the system's own data folder.

RABBITMQ_BIN=/usr/lib/rabbitmq/bin

# True when something listens on 127.0.0.1:$1.
port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Prints a free loopback port, below the range that the kernel gives to outgoing connections.
free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 12000))
        if ! port_is_taken "$port"; then
            echo "$port"
            return
        fi
    done
    echo "no free port on 127.0.0.1" >&2
    return 1
}

# True while process $1 lives; a zombie that nobody has reaped yet does not.
is_alive() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null && [ "$(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null)" != "Z" ]
}

# Waits until process $1 has ended; false when it has not after $2 seconds.
wait_for_end() {
    for _ in $(seq $(($2 * 10))); do
        is_alive "$1" || return 0
        sleep 0.1
    done
    ! is_alive "$1"
}

# Loads the node in folder $1 into the environment.
load_node() {
    if [ ! -f "$1/node" ]; then
        echo "no RabbitMQ node in $1" >&2
        return 1
    fi
    # shellcheck source=/dev/null
    . "$1/node"
    # A daemon of its own instead of the machine's epmd, so that stopping it can disturb nobody.
    export ERL_EPMD_PORT="$SAGAS_NODE_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1
    export HOME="$1/home"
    export RABBITMQ_NODENAME="$SAGAS_NODE_NAME"
    export RABBITMQ_DIST_PORT="$SAGAS_NODE_DIST_PORT"
    export RABBITMQ_MNESIA_BASE="$1/mnesia"
    export RABBITMQ_LOG_BASE="$1/log"
    export RABBITMQ_PID_FILE="$1/rabbitmq.pid"
    export RABBITMQ_CONFIG_FILE="$1/rabbitmq.conf"
    export RABBITMQ_ENABLED_PLUGINS_FILE="$1/enabled_plugins"
    export RABBITMQ_CONF_ENV_FILE="$1/rabbitmq-env.conf"
    # No busy waiting: the tests need the processor.
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
}

# Starts the node in folder $1, which was loaded, and waits until it answers.
run_node() {
    local beam
    # The nodes of a cluster share the port mapper of the first.
    if ! port_is_taken "$ERL_EPMD_PORT"; then
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" </dev/null >"$1/log/epmd.log" 2>&1 &
        echo $! >"$1/epmd.pid"
    fi
    setsid "$RABBITMQ_BIN/rabbitmq-server" </dev/null >"$1/log/console.log" 2>&1 &
    echo $! >"$1/starter.pid"
    for _ in $(seq 600); do
        beam=$(cat "$RABBITMQ_PID_FILE" 2>/dev/null || true)
        if is_alive "$beam" && port_is_taken "$SAGAS_NODE_PORT"; then
            "$RABBITMQ_BIN/rabbitmqctl" --quiet await_startup --timeout 60 </dev/null >/dev/null
            return
        fi
        if ! is_alive "$(cat "$1/starter.pid")"; then
            break
        fi
        sleep 0.1
    done
    echo "RabbitMQ did not start within 60 s; its last words:" >&2
    tail -n 30 "$1/log/console.log" >&2
    return 1
}

# Ends the node in folder $1 with signal $2 (TERM: orderly, KILL: as a crash). Only processes that run_node started.
end_node() {
    local beam starter
    beam=$(cat "$1/rabbitmq.pid" 2>/dev/null || true)
    starter=$(cat "$1/starter.pid" 2>/dev/null || true)
    if is_alive "$beam"; then
        kill "-$2" "$beam"
        wait_for_end "$beam" 30 || kill -KILL "$beam" 2>/dev/null || true
    fi
    # The starter leads a group of its own: its helpers (the logger, the port programs) go with it.
    if is_alive "$starter"; then
        kill -TERM -- "-$starter" 2>/dev/null || true
        wait_for_end "$starter" 5 || kill -KILL -- "-$starter" 2>/dev/null || true
    fi
    rm -f "$1/rabbitmq.pid" "$1/starter.pid"
}
