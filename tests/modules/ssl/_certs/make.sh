#!/bin/sh
# Makes the certificates that the tests of TLS use, here, valid for a hundred years. Needs OpenSSL 3. They are kept in the
# repository: run this only to change them.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
FROM=20200101000000Z
UNTIL=21200101000000Z

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key" 2>/dev/null; }

# issue NAME SUBJECT EXTENSIONS FROM UNTIL OPTIONS...: a certificate for the key NAME, as $work/NAME.crt.
issue() {
    name=$1 subject=$2 extensions=$3 from=$4 until=$5
    shift 5
    openssl req -new -key "$work/$name.key" -subj "$subject" -out "$work/$name.csr"
    : > "$work/index"
    printf '%s\n' "[ca]" "database=$work/index" "rand_serial=yes" "new_certs_dir=$work" "default_md=sha256" \
        "policy=any" "unique_subject=no" "[any]" "C=optional" "O=optional" "CN=supplied" "[ext]" > "$work/conf"
    printf '%b\n' "$extensions" "subjectKeyIdentifier=hash" >> "$work/conf"
    openssl ca -batch -notext -config "$work/conf" -name ca -extensions ext -in "$work/$name.csr" \
        -out "$work/$name.crt" -startdate "$from" -enddate "$until" "$@" 2>/dev/null
}

# authority NAME COMMON-NAME: a CA of its own.
authority() {
    key "$1"
    issue "$1" "/C=XT/O=Taipan tests/CN=$2" "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign" \
        "$FROM" "$UNTIL" -selfsign -keyfile "$work/$1.key"
    cp "$work/$1.crt" "$1.pem"
}

# signed NAME ISSUER COMMON-NAME EXTENSIONS [FROM UNTIL]
signed() {
    [ -f "$work/$1.key" ] || key "$1"
    issue "$1" "/C=XT/O=Taipan tests/CN=$3" "$4\nauthorityKeyIdentifier=keyid" "${5:-$FROM}" "${6:-$UNTIL}" \
        -cert "$2.pem" -keyfile "$work/$2.key"
}

both() { cat "$work/$1.key" "$work/$1.crt" > "$1.pem"; }

LEAF="basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature"
SERVER="$LEAF\nextendedKeyUsage=serverAuth"
LOCAL="subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"

authority ca "Taipan test CA"
authority other-ca "Another CA"
signed server ca localhost "$SERVER\n$LOCAL"; both server
signed other-name ca other.example "$SERVER\nsubjectAltName=DNS:other.example,DNS:*.wild.example"; both other-name
signed no-names ca localhost "$SERVER"; both no-names
signed expired ca localhost "$SERVER\n$LOCAL" 20100101000000Z 20110101000000Z; both expired
signed early ca localhost "$SERVER\n$LOCAL" 21100101000000Z 21200101000000Z; both early
signed client ca "A client" "$LEAF\nextendedKeyUsage=clientAuth\nsubjectAltName=email:client@example.org"; both client
signed other-client other-ca "Another client" "$LEAF\nextendedKeyUsage=clientAuth"; both other-client

# A chain of three: the server sends the certificate in the middle as well.
signed between ca "Between" "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign"
cp "$work/between.crt" between.pem
signed chained between localhost "$SERVER\n$LOCAL"
cat "$work/chained.key" "$work/chained.crt" between.pem > chained.pem

# Self-signed, with what `openssl req -x509` gives one.
key self-signed
issue self-signed "/CN=localhost" "basicConstraints=critical,CA:TRUE\n$LOCAL" "$FROM" "$UNTIL" \
    -selfsign -keyfile "$work/self-signed.key"
both self-signed

# RSA, and its key once more behind the password "secret".
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/rsa.key" 2>/dev/null
signed rsa ca localhost "$SERVER\n$LOCAL"; both rsa
cp "$work/rsa.crt" rsa-cert.pem
openssl pkcs8 -topk8 -in "$work/rsa.key" -v2 aes-256-cbc -passout pass:secret -out rsa-key-secret.pem
