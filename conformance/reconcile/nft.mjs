import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { answers } from '../lib/commands.mjs';
import { debianPackage, isDebianPackage } from '../lib/debian.mjs';

/** Debian's packages of `nft` and of the libraries that a small system lacks. */
const PACKAGES = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libjansson4', 'libxtables12'];

/** The reason why there is no `nft`; nothing where there is one. */
export async function needsNft() {
  if (await answers('nft', '--version') || await isDebianPackage(PACKAGES[0])) return undefined;
  return 'needs nft, of the package nftables';
}

/** The command line of `nft`: what is installed, or Debian's package, unpacked into the cache. */
export async function nft() {
  if (await answers('nft', '--version')) return ['nft'];
  const folders = [];
  for (const name of PACKAGES) folders.push(await debianPackage(name));
  const libraries = folders.map((folder) => join(folder, 'usr', 'lib')).flatMap((folder) => {
    try {
      return readdirSync(folder).map((triple) => join(folder, triple));
    } catch {
      return [];
    }
  });
  return ['env', `LD_LIBRARY_PATH=${libraries.join(delimiter)}`, join(folders[0], 'usr', 'sbin', 'nft')];
}
