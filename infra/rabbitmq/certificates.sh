#!/usr/bin/env bash
# Makes a certificate authority and a broker certificate signed by it in FOLDER, for machines that have none from
# their own authority: ca.pem (what clients trust), server.pem and server.key. What is there already is kept.
#
#   infra/rabbitmq/certificates.sh FOLDER NAME...
#
# NAME: the host names and addresses that clients use. The certificate is good for a year.
set -euo pipefail

if [ "${1:-}" = "-h" ] || [ "${1:-}" = "--help" ]; then
    sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
fi
if [ $# -lt 2 ]; then
    echo "usage: infra/rabbitmq/certificates.sh FOLDER NAME..." >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
if [ -f "$folder/server.pem" ]; then
    exit 0
fi
if ! command -v openssl >/dev/null; then
    echo "openssl is not installed: apt-get install openssl" >&2
    exit 1
fi

names=""
for name in "$@"; do
    if [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then
        names+=",IP:$name"
    else
        names+=",DNS:$name"
    fi
done

umask 077
work=$(mktemp -d "$folder/making.XXXXXX")
trap 'rm -rf "$work"' EXIT
make_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1"
}

make_key "$work/ca.key"
openssl req -x509 -new -key "$work/ca.key" -sha256 -days 3650 -subj "/CN=Sagas local authority" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$work/ca.pem"
make_key "$work/server.key"
openssl req -new -key "$work/server.key" -subj "/CN=$1" -out "$work/server.csr"
openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -sha256 -days 365 \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "${names#,}") \
    -out "$work/server.pem" 2>/dev/null
# The authority's key is not kept: nothing else can be signed with it.
mv "$work/ca.pem" "$work/server.key" "$folder"
chmod 644 "$folder/ca.pem"
mv "$work/server.pem" "$folder"
