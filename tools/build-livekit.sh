#!/usr/bin/env bash
# Builds a real LiveKit server from its published Go module, to run the media suite against it: build-livekit.sh TARGET
# Needs Go 1.26 or newer and a Go module proxy; takes about two minutes the first time. Does nothing when TARGET is already this version.
# 1.13.6 and newer need replace directives and modules that are not always published.
set -euo pipefail
version=1.13.5
target=$(realpath -m "$1")
if [ -x "$target" ] && "$target" --version | grep -qF "$version"; then exit 0; fi
command -v go > /dev/null || { echo "Go 1.26 or newer is needed to build LiveKit (https://go.dev/dl/)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$target")"
cd "$work"
printf 'module livekit-server-for-tests\n\ngo 1.26.0\n\nrequire github.com/livekit/livekit-server v%s\n' "$version" > go.mod
GOFLAGS=-mod=mod GOTOOLCHAIN=local CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$target" github.com/livekit/livekit-server/cmd/server
"$target" --version
