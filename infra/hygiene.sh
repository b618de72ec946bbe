#!/usr/bin/env bash
# Checks what no compiler does: what is committed, and how. Every disagreement is a line; exit status 1 if any.
#
#   bash infra/hygiene.sh
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
found=0

complain() {
    echo "hygiene: $*" >&2
    found=1
}

# Complains with $1 about every line of standard input.
complain_each() {
    local line
    while IFS= read -r line; do
        complain "$line: $1"
    done
}

complain_each "is built, temporary or data" \
    < <(git ls-files | grep -E '(^|/)(bin|obj|TestResults|node_modules)/|^data/|\.received\.txt$|\.(db|db-wal|user|orig|rej)$' || true)
complain_each "has carriage returns" < <(git grep -lI $'\r' -- . || true)
complain_each "has a merge marker" < <(git grep -nIE '^(<<<<<<<|>>>>>>>)( |$)' -- . || true)
complain_each "ends a line with white space" \
    < <(git grep -nIE '[ 	]+$' -- ':!*.verified.txt' ':!LICENSE' | cut -d: -f1-2 || true)
complain_each "names a home folder" \
    < <(git grep -nIE '(/home/|/Users/)[a-z]' -- ':!infra/hygiene.sh' | cut -d: -f1-2 || true)

while IFS= read -r project; do
    lock="$(dirname "$project")/packages.lock.json"
    git ls-files --error-unmatch "$lock" >/dev/null 2>&1 || complain "$project: its packages.lock.json is not committed"
    grep -qF "$(basename "$project")" Sagas.sln || complain "$project: is not in Sagas.sln"
done < <(git ls-files '*.csproj')

while IFS= read -r file; do
    [ -f "$file" ] || continue
    [ "$(wc -c <"$file")" -le 1000000 ] || complain "$file: is larger than 1 MB"
    # NuGet writes its lock files without one.
    case "$file" in *packages.lock.json) continue ;; esac
    if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ] && grep -qI . "$file"; then
        complain "$file: does not end with a line feed"
    fi
done < <(git ls-files)

while IFS= read -r script; do
    bash -n "$script" || complain "$script: does not parse"
done < <(git ls-files '*.sh' .ci/run)
if command -v shellcheck >/dev/null; then
    git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck -x || complain "shellcheck disagrees"
fi

exit "$found"
