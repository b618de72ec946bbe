#!/usr/bin/env bash
# Prints infra/rabbitmq/definitions.json with the users' password hashes, ready for "rabbitmqctl import_definitions".
#
#   infra/rabbitmq/render.sh PASSWORDS > definitions.json
#
# The passwords are SAGAS_RABBITMQ_SERVICE_PASSWORD, SAGAS_RABBITMQ_PRODUCER_PASSWORD and
# SAGAS_RABBITMQ_OPERATOR_PASSWORD: from the environment, else from the file PASSWORDS, else made here. All three are
# then in PASSWORDS, which only its owner can read. Without it, as it is committed, a user has no password: nobody
# can log in as one.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ "${1:-}" = "-h" ] || [ "${1:-}" = "--help" ]; then
    sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
fi
if [ $# -ne 1 ]; then
    echo "usage: infra/rabbitmq/render.sh PASSWORDS > definitions.json" >&2
    exit 2
fi
passwords=$1
users=(service producer operator)

# The bytes that the hexadecimal digits $1 stand for.
bytes_of() {
    # shellcheck disable=SC2059,SC2001
    printf "$(sed 's/../\\x&/g' <<<"$1")"
}

# RabbitMQ's own form: base64 of four salt bytes, then the SHA-256 of salt and password.
hash_of() {
    local salt digest
    salt=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
    digest=$({ bytes_of "$salt" && printf '%s' "$1"; } | sha256sum | cut -d ' ' -f 1)
    bytes_of "$salt$digest" | base64 -w 0
}

# The password of user $1.
password_of() {
    local key value
    key="SAGAS_RABBITMQ_${1^^}_PASSWORD"
    value=${!key:-}
    if [ -z "$value" ] && [ -f "$passwords" ]; then
        value=$(sed -n "s/^$key=//p" "$passwords")
    fi
    echo "${value:-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')}"
}

umask 077
kept=""
edits=()
for user in "${users[@]}"; do
    password=$(password_of "$user")
    if ! [[ $password =~ ^[A-Za-z0-9._~+-]{12,}$ ]]; then
        echo "the password of sagas-$user: legal are 12 or more letters, digits and . _ ~ + -" >&2
        exit 1
    fi
    kept+="SAGAS_RABBITMQ_${user^^}_PASSWORD=$password"$'\n'
    hash=$(hash_of "$password")
    edits+=(-e "s|\"name\": \"sagas-$user\", \"password_hash\": \"\"|\"name\": \"sagas-$user\", \"password_hash\": \"$hash\"|")
done
# Replaced by one rename: whoever reads it never sees half of it.
printf '%s' "$kept" >"$passwords.new"
chmod 600 "$passwords.new"
mv "$passwords.new" "$passwords"
sed "${edits[@]}" "$here/definitions.json"
