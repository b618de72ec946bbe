#!/usr/bin/env bash
# Ends the throwaway node that infra/rabbitmq/start.sh started in FOLDER, and its port mapper. The files stay.
#
#   infra/rabbitmq/stop.sh FOLDER
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/rabbitmq/lib.sh
. "$here/lib.sh"

folder=${1:?usage: infra/rabbitmq/stop.sh FOLDER}
end_node "$folder" TERM
epmd=$(cat "$folder/epmd.pid" 2>/dev/null || true)
if is_alive "$epmd"; then
    kill -TERM "$epmd"
    wait_for_end "$epmd" 5 || kill -KILL "$epmd" 2>/dev/null || true
fi
rm -f "$folder/epmd.pid"
