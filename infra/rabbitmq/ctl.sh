#!/usr/bin/env bash
# rabbitmqctl for the throwaway node in FOLDER. Besides its own commands:
#   node stop     ends the node in order      node kill     ends it as a crash would
#   node start    starts it again on the same port with the same data, and waits until it answers
#
#   infra/rabbitmq/ctl.sh FOLDER COMMAND...
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/rabbitmq/lib.sh
. "$here/lib.sh"

folder=${1:?usage: infra/rabbitmq/ctl.sh FOLDER COMMAND...}
shift
load_node "$folder"
case "${1:-} ${2:-}" in
    "node start") run_node "$folder" ;;
    "node stop") end_node "$folder" TERM ;;
    "node kill") end_node "$folder" KILL ;;
    *) exec "$RABBITMQ_BIN/rabbitmqctl" "$@" </dev/null ;;
esac
