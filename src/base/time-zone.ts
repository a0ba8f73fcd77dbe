/**
 * Abbreviations and what they mean where most of those live who write them. `CST` is also the zone of Chicago, and that is
 * what programs take it for.
 */
const MEANT: Readonly<Record<string, string>> = {
  CST: 'Asia/Shanghai',
  CST6CDT: 'America/Chicago',
  PRC: 'Asia/Shanghai',
  'GMT+8': 'Asia/Shanghai',
  'UTC+8': 'Asia/Shanghai',
  '+08:00': 'Asia/Shanghai',
  'ETC/GMT+8': 'Asia/Shanghai',
  'ETC/GMT-8': 'Asia/Shanghai',
  HKT: 'Asia/Hong_Kong',
  HONGKONG: 'Asia/Hong_Kong',
  SGT: 'Asia/Singapore',
  SINGAPORE: 'Asia/Singapore',
  JST: 'Asia/Tokyo',
  JAPAN: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  ROK: 'Asia/Seoul',
  ROC: 'Asia/Taipei',
  IST: 'Asia/Kolkata',
  EST: 'America/New_York',
  EST5EDT: 'America/New_York',
  MST: 'America/Denver',
  MST7MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PST8PDT: 'America/Los_Angeles',
  HST: 'Pacific/Honolulu',
  CET: 'Europe/Berlin',
  MET: 'Europe/Berlin',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
  BST: 'Europe/London',
  GMT: 'UTC',
  Z: 'UTC',
};

/**
 * What is wrong with the name of a time zone; undefined when it is `UTC` or that of a place. An abbreviation means other
 * zones to other people, and the signs of `Etc/GMT+8` are the other way round.
 */
export function timeZoneFault(name: string): string | undefined {
  const meant = MEANT[name.toUpperCase()];
  if (name === 'UTC' || (meant === undefined && name.includes('/') && isKnown(name))) return undefined;
  if (meant) return `expected the name of a time zone such as Asia/Shanghai; did you mean ${meant}?`;
  return 'expected the name of a time zone, such as Asia/Shanghai';
}

function isKnown(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
