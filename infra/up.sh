#!/usr/bin/env bash
# Starts a real RabbitMQ with its management UI on this machine, set up from infra/rabbitmq/definitions.json.
#
#   bash infra/up.sh [--folder DIR] [--port N] [--tls-port N] [--management-port N]
#
#   --folder DIR           data, log, certificates and passwords (default data/rabbitmq)
#   --port N               AMQP (default 5672)
#   --tls-port N           AMQP over TLS (default 5671)
#   --management-port N    management UI (default 15672)
#
# It installs the Debian packages that are missing, listens on loopback only, and needs neither systemd nor Docker.
# Run again, it starts what was stopped and changes nothing that runs; ports count when the folder is made.
# SAGAS_RABBITMQ_{SERVICE,PRODUCER,OPERATOR}_PASSWORD set the passwords; those that are not set are made up.
# Stop it with infra/down.sh. Where Docker is at hand, infra/compose.yaml starts the same.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=infra/rabbitmq/lib.sh
. "$root/infra/rabbitmq/lib.sh"
# shellcheck source=infra/packages.sh
. "$root/infra/packages.sh"

folder="$root/data/rabbitmq"
port=5672
tls_port=5671
management_port=15672
while [ $# -gt 0 ]; do
    case "$1" in
        --folder | --port | --tls-port | --management-port)
            value=${2:?$1 needs a value}
            case "$1" in
                --folder) folder=$value ;;
                --port) port=$value ;;
                --tls-port) tls_port=$value ;;
                --management-port) management_port=$value ;;
            esac
            shift
            ;;
        -h | --help)
            sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *)
            echo "unknown option $1; see --help" >&2
            exit 2
            ;;
    esac
    shift
done
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# Refuses when somebody else listens on one of the ports.
refuse_taken_ports() {
    local taken=0 name number
    while read -r name number; do
        if port_is_taken "$number"; then
            echo "port $number ($name) is taken by another program; stop it, or choose another: --help" >&2
            taken=1
        fi
    done < <(printf '%s\n' "AMQP $port" "TLS $tls_port" "management $management_port")
    return $taken
}

# What the service needs to know, for "set -a; . FILE".
write_service_settings() {
    cat >"$folder/service.env.new" <<ENV
Sagas__Transport=RabbitMq
Sagas__RabbitMq__Host=localhost
Sagas__RabbitMq__Port=$tls_port
Sagas__RabbitMq__VirtualHost=sagas
Sagas__RabbitMq__Username=sagas-service
Sagas__RabbitMq__Password=$(sed -n 's/^SAGAS_RABBITMQ_SERVICE_PASSWORD=//p' "$folder/passwords")
Sagas__RabbitMq__Tls__Enabled=true
Sagas__RabbitMq__Tls__CaFile='$folder/tls/ca.pem'
ENV
    chmod 600 "$folder/service.env.new"
    mv "$folder/service.env.new" "$folder/service.env"
}

# Makes everything that a first start needs.
prepare() {
    bash "$root/infra/rabbitmq/certificates.sh" "$folder/tls" localhost 127.0.0.1
    sed -e "s|/etc/rabbitmq/|$folder/|" -e "s|^listeners.ssl.1 = .*|listeners.ssl.1 = 127.0.0.1:$tls_port|" \
        -e '/^listeners.tcp/d' -e '/^management.tcp/d' "$root/infra/rabbitmq/rabbitmq.conf" >"$folder/extra.conf"
    printf 'AMQP=%s\nTLS=%s\nMANAGEMENT=%s\n' "$port" "$tls_port" "$management_port" >"$folder/ports"
}

# The definitions are loaded at every start: a password that was changed is in force then.
render() {
    (umask 077 && bash "$root/infra/rabbitmq/render.sh" "$folder/passwords" >"$folder/definitions.json")
    write_service_settings
}

install_packages rabbitmq-server openssl
chmod 700 "$folder"
if [ -f "$folder/ports" ]; then
    port=$(sed -n 's/^AMQP=//p' "$folder/ports")
    tls_port=$(sed -n 's/^TLS=//p' "$folder/ports")
    management_port=$(sed -n 's/^MANAGEMENT=//p' "$folder/ports")
fi
if is_alive "$(cat "$folder/rabbitmq.pid" 2>/dev/null || true)"; then
    echo "RabbitMQ runs already."
elif [ -f "$folder/node" ]; then
    refuse_taken_ports
    render
    bash "$root/infra/rabbitmq/ctl.sh" "$folder" node start
else
    refuse_taken_ports
    prepare
    render
    bash "$root/infra/rabbitmq/start.sh" --management --port "$port" --management-port "$management_port" \
        --conf "$folder/extra.conf" "$folder" || {
        rm -f "$folder/node" "$folder/ports"
        exit 1
    }
fi

cat <<TEXT
management  http://127.0.0.1:$management_port   user sagas-operator
AMQP + TLS  localhost:$tls_port           virtual host sagas, authority $folder/tls/ca.pem
AMQP        127.0.0.1:$port           virtual host sagas, this machine only
users       sagas-service, sagas-producer, sagas-operator
passwords   $folder/passwords
service     set -a; . $folder/service.env; set +a; dotnet run --project src/Host
rabbitmqctl $folder/ctl
stop        bash infra/down.sh$([ "$folder" = "$root/data/rabbitmq" ] || echo " --folder $folder")
TEXT
