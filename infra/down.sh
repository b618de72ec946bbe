#!/usr/bin/env bash
# Stops the RabbitMQ that infra/up.sh started. Its messages, certificates and passwords stay in the folder.
#
#   bash infra/down.sh [--folder DIR] [--delete]
#
#   --folder DIR    where it was started (default data/rabbitmq)
#   --delete        removes the folder too, with everything in it
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder="$root/data/rabbitmq"
delete=false
while [ $# -gt 0 ]; do
    case "$1" in
        --folder)
            folder=${2:?--folder needs a folder}
            shift
            ;;
        --delete) delete=true ;;
        -h | --help)
            sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *)
            echo "unknown option $1; see --help" >&2
            exit 2
            ;;
    esac
    shift
done

if [ ! -f "$folder/node" ]; then
    echo "No RabbitMQ was started in $folder."
    exit 0
fi
bash "$root/infra/rabbitmq/stop.sh" "$folder"
# Only a folder that up.sh has made: it has a list of ports.
if $delete && [ -f "$folder/ports" ]; then
    rm -rf "$folder"
fi
echo "RabbitMQ is stopped."
