import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '../base/localized.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { selectFiles } from '../downloads/select-files.ts';
import { downloadRuleSchema } from './download-schema.ts';
import { mergeDownloadRules, readDownloadRuleFiles } from './read-downloads.ts';

/*
 * The rules of the library. The paths are those of real trees: most are links of the MirrorZ documents of August 2026, the
 * others are from the pages that the rules name.
 */

const folder = join(import.meta.dirname, '../../content/library/downloads');
const files = readdirSync(folder).map((name) => ({
  name,
  shown: name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const { value: read, problems } = readDownloadRuleFiles(files);
const rules = mergeDownloadRules(read);

/** Paths below a mirror, with the version, architecture and kind that they tell of. */
const known: Readonly<Record<string, readonly (readonly (string | undefined)[])[]>> = {
  debian: [
    ['debian-cd', 'current/amd64/iso-cd/debian-13.6.0-amd64-netinst.iso', '13.6.0', 'amd64', 'netinst'],
    ['debian-cd', 'current/arm64/iso-dvd/debian-13.6.0-arm64-DVD-1.iso', '13.6.0', 'arm64', 'DVD-1'],
    ['debian-iso', 'current-live/amd64/iso-hybrid/debian-live-13.6.0-amd64-xfce.iso', '13.6.0', 'amd64', 'Live xfce'],
  ],
  ubuntu: [
    ['ubuntu-releases', 'resolute/ubuntu-26.04-desktop-amd64.iso', '26.04', 'amd64', 'desktop'],
    ['ubuntu-releases', 'noble/ubuntu-24.04.4-live-server-amd64.iso', '24.04.4', 'amd64', 'live-server'],
    ['ubuntu-releases', 'noble/ubuntu-24.04.4-wsl-amd64.wsl', '24.04.4', 'amd64', 'wsl'],
  ],
  'ubuntu-flavours': [
    [
      'ubuntu-cdimage',
      'xubuntu/releases/resolute/release/xubuntu-26.04-desktop-amd64.iso',
      '26.04',
      'amd64',
      'xubuntu',
    ],
    [
      'ubuntu-cdimage',
      'ubuntukylin/releases/jammy/release/ubuntukylin-22.04.1-desktop-amd64.iso',
      '22.04.1',
      'amd64',
      'ubuntukylin',
    ],
  ],
  ubuntukylin: [
    ['ubuntukylin-cdimage', '22.04/ubuntukylin-22.04-basic-amd64.iso', '22.04', 'amd64', 'basic'],
    ['ubuntukylin-cd', '20.04/ubuntukylin-20.04.1-enhanced-amd64.iso', '20.04.1', 'amd64', 'enhanced'],
  ],
  fedora: [
    [
      'fedora',
      'releases/44/Workstation/x86_64/iso/Fedora-Workstation-Live-44-1.7.x86_64.iso',
      '44',
      'x86_64',
      'Live Workstation',
    ],
    [
      'fedora',
      'releases/44/Spins/aarch64/iso/Fedora-MATE_Compiz-Live-44-1.7.aarch64.iso',
      '44',
      'aarch64',
      'Live MATE_Compiz',
    ],
    [
      'fedora',
      'releases/44/KDE/x86_64/iso/Fedora-KDE-Desktop-Live-44-1.7.x86_64.iso',
      '44',
      'x86_64',
      'Live KDE-Desktop',
    ],
    [
      'fedora',
      'releases/44/Server/x86_64/iso/Fedora-Server-netinst-x86_64-44-1.7.iso',
      '44',
      'x86_64',
      'Server netinst',
    ],
    [
      'fedora',
      'releases/44/Silverblue/aarch64/iso/Fedora-Silverblue-ostree-aarch64-44-1.7.iso',
      '44',
      'aarch64',
      'Silverblue ostree',
    ],
  ],
  archlinux: [['archlinux', 'iso/latest/archlinux-2026.08.01-x86_64.iso', '2026.08.01', 'x86_64', undefined]],
  archlinuxarm: [['archlinuxarm', 'os/ArchLinuxARM-rpi-armv7-latest.tar.gz', 'latest', undefined, 'rpi-armv7']],
  alpine: [
    ['alpine', 'latest-stable/releases/x86_64/alpine-standard-3.24.1-x86_64.iso', '3.24.1', 'x86_64', 'standard'],
    [
      'alpine',
      'latest-stable/releases/loongarch64/alpine-standard-3.24.1-loongarch64.iso',
      '3.24.1',
      'loongarch64',
      'standard',
    ],
  ],
  centos: [
    [
      'centos-stream',
      '9-stream/BaseOS/x86_64/iso/CentOS-Stream-9-latest-x86_64-dvd1.iso',
      '9 stream',
      'x86_64',
      'dvd1',
    ],
  ],
  almalinux: [
    ['almalinux', '9/isos/x86_64/AlmaLinux-9.6-x86_64-minimal.iso', '9.6', 'x86_64', 'minimal'],
    ['almalinux', '10/isos/x86_64_v2/AlmaLinux-10.0-x86_64_v2-boot.iso', '10.0', 'x86_64_v2', 'boot'],
  ],
  rocky: [
    ['rocky', '9.8/isos/x86_64/Rocky-9.8-x86_64-minimal.iso', '9.8', 'x86_64', 'minimal'],
    ['rockylinux', '9.8/isos/s390x/Rocky-9.8-s390x-dvd.iso', '9.8', 's390x', 'dvd'],
  ],
  opensuse: [
    ['opensuse', 'distribution/leap/15.6/iso/openSUSE-Leap-15.6-DVD-aarch64-Media.iso', 'Leap 15.6', 'aarch64', 'DVD'],
    ['opensuse', 'tumbleweed/iso/openSUSE-Tumbleweed-KDE-Live-x86_64-Current.iso', 'Tumbleweed', 'x86_64', 'KDE-Live'],
  ],
  kali: [
    ['kali-images', 'current/kali-linux-2026.2-installer-netinst-amd64.iso', '2026.2', 'amd64', 'installer-netinst'],
    ['kali-images', 'current/kali-linux-2021.4a-live-arm64.iso', '2021.4a', 'arm64', 'live'],
  ],
  linuxmint: [
    ['linuxmint-cd', 'stable/22.3/linuxmint-22.3-cinnamon-64bit.iso', '22.3', '64bit', 'cinnamon'],
    ['linuxmint-cd', 'debian/lmde-7-cinnamon-64bit.iso', 'LMDE 7', '64bit', 'cinnamon'],
  ],
  deepin: [
    [
      'deepin-cd',
      '25.2.0/riscv64/deepin-desktop-community-25.2.0-riscv64.iso',
      '25.2.0',
      'riscv64',
      'desktop-community',
    ],
    ['deepin-cd', '20/deepin-desktop-community-1003-amd64.iso', '20', 'amd64', 'desktop-community'],
  ],
  'raspberry-pi-os': [
    [
      'raspberry-pi-os-images',
      'raspios_oldstable_lite_armhf/images/raspios_oldstable_lite_armhf-2026-06-19/2026-06-18-raspios-bookworm-armhf-lite.img.xz',
      '2026-06-18',
      'armhf',
      'bookworm lite',
    ],
    [
      'raspberry-pi-os-images',
      'raspios_oldstable_armhf/images/raspios_oldstable_armhf-2026-06-19/2026-06-18-raspios-bookworm-armhf.img.xz',
      '2026-06-18',
      'armhf',
      'bookworm',
    ],
  ],
  openwrt: [
    [
      'openwrt',
      'releases/24.10.2/targets/x86/64/openwrt-24.10.2-x86-64-generic-squashfs-combined-efi.img.gz',
      '24.10.2',
      'x86_64',
      'squashfs-combined-efi',
    ],
  ],
  freebsd: [
    ['FreeBSD', 'releases/ISO-IMAGES/14.3/FreeBSD-14.3-RELEASE-amd64-disc1.iso', '14.3', 'amd64', 'disc1'],
    [
      'freebsd',
      'releases/ISO-IMAGES/14.3/FreeBSD-14.3-RELEASE-arm64-aarch64-mini-memstick.img',
      '14.3',
      'arm64-aarch64',
      'mini-memstick',
    ],
  ],
  openbsd: [
    ['OpenBSD', '7.7/amd64/install77.iso', '7.7', 'amd64', 'iso'],
    ['openbsd', '7.7/arm64/install77.img', '7.7', 'arm64', 'img'],
  ],
  netbsd: [['NetBSD', 'iso/9.4/NetBSD-9.4-sparc64.iso', '9.4', 'sparc64', undefined]],
  gentoo: [
    [
      'gentoo',
      'releases/amd64/autobuilds/current-install-amd64-minimal/install-amd64-minimal-20260802T170000Z.iso',
      '20260802T170000Z',
      'amd64',
      'minimal',
    ],
    [
      'gentoo',
      'releases/arm64/autobuilds/current-stage3-arm64-openrc/stage3-arm64-openrc-20260802T170000Z.tar.xz',
      '20260802T170000Z',
      'arm64',
      'stage3-arm64-openrc',
    ],
  ],
  voidlinux: [
    ['voidlinux', 'live/current/void-live-x86_64-musl-20250202-base.iso', '20250202', 'x86_64-musl', 'base'],
    ['voidlinux', 'live/current/void-live-x86_64-20250202-xfce.iso', '20250202', 'x86_64', 'xfce'],
  ],
  nixos: [['nixos-images', 'nixos-26.05/latest-nixos-graphical-x86_64-linux.iso', '26.05', 'x86_64', 'graphical']],
  proxmox: [
    ['proxmox', 'iso/proxmox-ve_9.2-1.iso', '9.2-1', undefined, 've'],
    ['proxmox', 'iso/proxmox-ve_9.2-1-arm64.iso', '9.2-1', 'arm64', 've'],
    ['proxmox', 'iso/proxmox-backup-server_4.2-1.iso', '4.2-1', undefined, 'backup-server'],
  ],
  tails: [['tails', 'stable/tails-amd64-6.18/tails-amd64-6.18.img', '6.18', 'amd64', 'img']],
  endeavouros: [
    ['endeavouros', 'iso/EndeavourOS_Titan-Neo-2026.04.27.iso', '2026.04.27', undefined, 'Titan-Neo'],
    ['endeavouros', 'iso/EndeavourOS_Mercury-2025.02.08.iso', '2025.02.08', undefined, 'Mercury'],
  ],
  openeuler: [
    [
      'openeuler',
      'openEuler-24.03-LTS-SP1/ISO/x86_64/openEuler-24.03-LTS-SP1-x86_64-dvd.iso',
      '24.03-LTS-SP1',
      'x86_64',
      'dvd',
    ],
    [
      'openeuler',
      'openEuler-24.03-LTS/ISO/aarch64/openEuler-24.03-LTS-netinst-aarch64-dvd.iso',
      '24.03-LTS',
      'aarch64',
      'dvd',
    ],
  ],
  artixlinux: [['artixlinux-iso', 'artix-plasma-s6-20260420-x86_64.iso', '20260420', 'x86_64', 'plasma-s6']],
  blackarch: [['blackarch', 'iso/blackarch-linux-slim-2023.05.01-x86_64.iso', '2023.05.01', 'x86_64', 'slim']],
  qubesos: [['qubesos', 'iso/Qubes-R4.3.1-x86_64.iso', '4.3.1', 'x86_64', undefined]],
  mageia: [
    ['mageia', 'iso/9/Mageia-9-Live-Plasma-x86_64/Mageia-9-Live-Plasma-x86_64.iso', '9', 'x86_64', 'Live-Plasma'],
  ],
  kaos: [['KaOS', 'KaOS-DINIT-2026.06-x86_64.iso', 'DINIT-2026.06', 'x86_64', undefined]],
  'aosc-os': [
    ['anthon', 'aosc-os/os-riscv64/livekit/aosc-os_livekit_20251206_riscv64.iso', '20251206', 'riscv64', 'livekit'],
    ['anthon', 'aosc-os/os-amd64/desktop/aosc-os_desktop_20260621_amd64.tar.xz', '20260621', 'amd64', 'desktop'],
  ],
  opnsense: [['opnsense', 'releases/mirror/OPNsense-26.7-dvd-amd64.iso.bz2', '26.7', 'amd64', 'dvd']],
  python: [
    ['python', '3.14.7/python-3.14.7-amd64.exe', '3.14.7', 'amd64', '.exe'],
    ['python', '3.14.7/python-3.14.7-macos11.pkg', '3.14.7', undefined, '-macos11.pkg'],
    ['python', '3.14.7/Python-3.14.7.tar.xz', '3.14.7', undefined, 'tar.xz'],
  ],
  nodejs: [
    ['nodejs-release', 'latest-v22.x/node-v22.19.0-x64.msi', '22.19.0', 'x64', undefined],
    ['nodejs-release', 'latest-v22.x/node-v22.19.0-linux-arm64.tar.xz', '22.19.0', 'arm64', 'linux'],
    ['node', 'latest-v24.x/node-v24.6.0-win-x64.zip', '24.6.0', 'x64', 'win'],
  ],
  go: [
    ['golang', 'go1.25.0.linux-amd64.tar.gz', '1.25.0', 'amd64', 'linux'],
    ['golang', 'go1.25.0.windows-arm64.msi', '1.25.0', 'arm64', 'windows'],
  ],
  libreoffice: [
    ['libreoffice', 'libreoffice/stable/7.5.4/win/x86_64/LibreOffice_7.5.4_Win_x86-64.msi', '7.5.4', 'x86_64', 'win'],
    [
      'libreoffice',
      'libreoffice/stable/7.5.4/deb/x86_64/LibreOffice_7.5.4_Linux_x86-64_deb.tar.gz',
      '7.5.4',
      'x86_64',
      'deb',
    ],
  ],
  vlc: [
    ['videolan-ftp', 'vlc/3.0.23/win64/vlc-3.0.23-win64.msi', '3.0.23', undefined, 'win64 msi'],
    ['videolan-ftp', 'vlc/3.0.23/macosx/vlc-3.0.23-universal.dmg', '3.0.23', 'universal', 'macOS'],
    ['videolan-ftp', 'vlc-android/3.7.1/VLC-Android-3.7.1-arm64-v8a.apk', '3.7.1', 'arm64-v8a', 'Android'],
  ],
  'eclipse-ide': [
    [
      'eclipse',
      'technology/epp/downloads/release/2026-06/R/eclipse-java-2026-06-R-linux-gtk-x86_64.tar.gz',
      '2026-06',
      'x86_64',
      'java linux-gtk',
    ],
  ],
  maven: [['apache', 'maven/maven-3/3.9.11/binaries/apache-maven-3.9.11-bin.tar.gz', '3.9.11', undefined, 'tar.gz']],
  tomcat: [['apache', 'tomcat/tomcat-11/v11.0.9/bin/apache-tomcat-11.0.9.zip', '11.0.9', undefined, 'zip']],
  vscodium: [
    [
      'github-release',
      'VSCodium/vscodium/LatestRelease/VSCodiumUserSetup-x64-1.126.04524.exe',
      '1.126.04524',
      'x64',
      'VSCodiumUserSetup',
    ],
    ['github-release', 'VSCodium/vscodium/LatestRelease/VSCodium.arm64.1.126.04524.dmg', '1.126.04524', 'arm64', 'dmg'],
    [
      'github-release',
      'VSCodium/vscodium/LatestRelease/codium-1.126.04524-el8.x86_64.rpm',
      '1.126.04524',
      'x86_64',
      'rpm',
    ],
  ],
  'git-for-windows': [
    ['github-release', 'git-for-windows/git/LatestRelease/Git-2.55.0.3-64-bit.exe', '2.55.0.3', '64-bit', 'Git'],
    [
      'github-release',
      'git-for-windows/git/LatestRelease/PortableGit-2.55.0.3-64-bit.7z.exe',
      '2.55.0.3',
      '64-bit',
      'PortableGit',
    ],
  ],
  ventoy: [['github-release', 'ventoy/Ventoy/LatestRelease/ventoy-1.1.17-linux.tar.gz', '1.1.17', undefined, 'linux']],
  miniforge: [
    ['github-release', 'conda-forge/miniforge/LatestRelease/Miniforge3-Linux-x86_64.sh', 'latest', 'x86_64', 'Linux'],
  ],
  powertoys: [
    [
      'github-release',
      'microsoft/PowerToys/LatestRelease/PowerToysUserSetup-0.100.2-arm64.exe',
      '0.100.2',
      'arm64',
      'UserSetup',
    ],
  ],
  'obs-studio': [
    [
      'github-release',
      'obsproject/obs-studio/OBS Studio 32.2.1/OBS-Studio-32.2.1-Windows-x64-Installer.exe',
      '32.2.1',
      'x64',
      'Windows',
    ],
  ],
  virtualbox: [
    ['virtualbox', '7.2.14/VirtualBox-7.2.14-174565-Win.exe', '7.2.14', undefined, 'Win'],
    ['virtualbox', '7.2.14/VBoxGuestAdditions_7.2.14.iso', '7.2.14', undefined, 'VBoxGuestAdditions'],
  ],
  julia: [
    ['julia-releases', 'bin/mac/aarch64/1.9/julia-1.9.4-macaarch64.dmg', '1.9.4', 'aarch64', 'mac'],
    ['julia-releases', 'bin/linux/x64/1.12/julia-1.12.6-linux-x86_64.tar.gz', '1.12.6', 'x64', 'linux'],
  ],
  wireshark: [['wireshark', 'win64/Wireshark-latest-x64.msi', 'latest', 'x64', 'msi']],
  kicad: [
    ['kicad', 'windows/stable/kicad-10.0.5-x86_64.exe', '10.0.5', 'x86_64', 'Windows'],
    ['kicad', 'osx/stable/kicad-unified-universal-10.0.5.dmg', '10.0.5', 'universal', 'macOS'],
  ],
  texlive: [
    ['CTAN', 'systems/texlive/Images/texlive2026-20260301.iso', 'TeX Live 2026', undefined, undefined],
    ['CTAN', 'systems/mac/mactex/mactex-20260324.pkg', 'MacTeX 20260324', undefined, undefined],
  ],
  msys2: [['msys2', 'distrib/msys2-x86_64-latest.exe', 'latest', 'x86_64', undefined]],
  iina: [['iina', 'IINA.v1.4.4.dmg', 'v1.4.4', undefined, undefined]],
  'f-droid': [['fdroid', 'repo/org.fdroid.fdroid_2000011.apk', '2000011', undefined, undefined]],
  putty: [
    ['putty', '0.84/w64/putty.exe', '0.84', 'w64', 'putty.exe'],
    ['putty', '0.84/wa64/putty-arm64-0.84-installer.msi', '0.84', 'wa64', 'putty-arm64-0.84-installer.msi'],
  ],
};

test('every file is read without a problem', () => {
  expect(problems).toEqual([]);
  expect(rules.length).toBe(files.length);
  expect(rules.length).toBeGreaterThanOrEqual(40);
});

test('each is tested, and says where its facts are from', () => {
  expect(Object.keys(known).sort()).toEqual(rules.map(({ distro }) => distro).sort());
  const contents = files.map(({ name, text }) => [name, parseYaml(text, name, downloadRuleSchema).value] as const);
  expect(contents.filter(([, content]) => !content?.sources?.length).map(([name]) => name)).toEqual([]);
});

test('no name stands for two of them', () => {
  const names = rules.flatMap(({ distro, names }) => [
    ...new Set([distro, ...names].map((name) => name.toLowerCase())),
  ]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('titles that are not the same in each language are there in each', () => {
  const titles = rules.flatMap(({ title }) => (typeof title === 'string' ? [] : [Object.keys(title).sort()]));
  expect(titles.filter((keys) => keys.join() !== [...languages].sort().join())).toEqual([]);
});

test.each(rules.map((rule) => [rule.distro, rule] as const))('%s knows its files', (distro, rule) => {
  const seen = known[distro]!.map(([cname, path, ...facts]) => {
    const own = rule.files.filter(({ mirrors }) => mirrors.includes(cname!));
    const found = own.flatMap((one) => (fitsPath(path!, one.paths) ? selectFiles(one, [path!]) : []));
    expect(found, `${cname}/${path}`).toHaveLength(1);
    const [{ version, architecture, kind }] = found as [(typeof found)[number]];
    expect([version, architecture, kind], path).toEqual(facts);
    return own;
  });
  // Each part of the rule is tested.
  expect(new Set(seen.flat()).size).toBe(rule.files.length);
});

/** Whether a search by these patterns comes upon a path. */
function fitsPath(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(path),
  );
}
