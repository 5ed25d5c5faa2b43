#!/usr/bin/env bash
# Runs a command with a host name and a hosts file of its own, in namespaces of its own:
#   unshare --mount --uts --propagation private hosts-file.sh <host name> <hosts file> <command>...
set -euo pipefail
hostname "$1"
mount --bind "$2" /etc/hosts
shift 2
exec "$@"
