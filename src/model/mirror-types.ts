/** What a mirror's tree is laid out like; it decides how long caches may keep its files. */
export const mirrorTypes = [
  'general',
  'debian',
  'rpm',
  'arch',
  'alpine',
  'pypi',
  'conda',
  'cran',
  'ctan',
  'rubygems',
  'crates',
  'maven',
  'nix',
  'ostree',
  'openwrt',
  'gentoo',
  'oci',
  'npm',
  'homebrew',
] as const;
export type MirrorType = (typeof mirrorTypes)[number];

/** Common names of mirrors, with their types, so that operators need not write them. */
const wellKnown: Readonly<Partial<Record<MirrorType, string>>> = {
  debian:
    'debian debian-security debian-backports debian-ports debian-multimedia ubuntu ubuntu-ports ubuntukylin kali raspbian raspberrypi deepin linuxmint devuan proxmox armbian',
  rpm: 'fedora epel centos centos-stream centos-vault rocky rockylinux almalinux opensuse openeuler anolis rpmfusion remi elrepo fedora-epel',
  arch: 'archlinux archlinuxcn archlinuxarm arch4edu blackarch manjaro endeavouros msys2',
  alpine: 'alpine',
  pypi: 'pypi',
  conda: 'anaconda conda conda-forge',
  cran: 'cran',
  ctan: 'ctan',
  rubygems: 'rubygems',
  crates: 'crates.io crates.io-index crates',
  maven: 'maven',
  nix: 'nix nix-channels nixos',
  ostree: 'flathub',
  openwrt: 'openwrt lede immortalwrt',
  gentoo: 'gentoo gentoo-portage gentoo-portage-prefix',
  oci: 'docker-registry ghcr',
  npm: 'npm',
  homebrew: 'homebrew-bottles linuxbrew-bottles',
};

const typesByName = new Map(
  Object.entries(wellKnown).flatMap(([type, names]) => names.split(' ').map((name) => [name, type as MirrorType])),
);

/** The type of a mirror without a configured type. */
export function cnameToType(cname: string): MirrorType {
  return typesByName.get(cname.toLowerCase()) ?? 'general';
}
