#!/usr/bin/env bash
# Runs a command as a container of a pod would: as the pod's user, without privileges, on a root that nobody can write, with the pod's volumes.
# In a mount namespace of its own:
#   unshare --mount --propagation private pod.sh <home of Flink> <folder of the container> <root: ro or rw> <uid> <gid> <volume=path[:ro]>... -- <command>...
set -euo pipefail
home=$1 folder=$2 root=$3 uid=$4 gid=$5
shift 5
volumes=()
while [ "$1" != -- ]; do volumes+=("$1"); shift; done
shift

overlay() { mkdir -p "$folder/$1" "$folder/$1-work"; mount -t overlay overlay -o "lowerdir=$2,upperdir=$folder/$1,workdir=$folder/$1-work" "$3"; }
# The image: Flink where its image has it, whether or not this machine has such a folder.
if [ ! -d /opt/flink ]; then overlay opt /opt /opt; mkdir -p /opt/flink; fi
overlay flink "$home" /opt/flink

# What a pod has below /run is not this machine's.
if [[ " ${volumes[*]} " == *"=/var/run/"* ]]; then mount -t tmpfs -o mode=755 tmpfs /run; fi

paths=()
for volume in "${volumes[@]}"; do
  path=${volume#*=} from=${volume%%=*}
  mkdir -p "${path%:ro}"
  mount --bind "$from" "${path%:ro}"
  if [ "${path%:ro}" != "$path" ]; then mount -o remount,bind,ro "${path%:ro}"; else paths+=("$path"); fi
done

if [ "$root" = ro ]; then
  # Everything but the volumes, and what the kernel shows.
  findmnt --raw --noheadings --output TARGET,FSTYPE | grep -vE ' (proc|sysfs|devtmpfs|devpts|mqueue|cgroup2?)$' | cut -d' ' -f1 | tac | while read -r point; do
    for path in "${paths[@]}"; do [ "$point" = "$path" ] && continue 2; done
    mount -o remount,bind,ro "$point" 2>/dev/null || true
  done
fi
cd /
exec setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
