import type { PortalContent } from './portal-schema.ts';

/** A picture that portal.yaml names, and what it is for, which is what its published name begins with. */
export interface NamedPicture {
  readonly name: string;
  readonly use: 'mark' | 'logo' | 'logo-dark' | 'icon' | 'shared' | 'sponsor';
  /** The key that names it. */
  readonly key: string;
}

/** The pictures that portal.yaml names. */
export function ownPictures({ look = {}, sponsors = [] }: Pick<PortalContent, 'look' | 'sponsors'>): NamedPicture[] {
  const { mark, logo, icon, shared } = look;
  const [light, dark] = typeof logo === 'object' ? [logo.light, logo.dark] : [logo, undefined];
  const named: (Omit<NamedPicture, 'name'> & { readonly name: string | undefined })[] = [
    { name: mark, use: 'mark', key: 'look.mark' },
    { name: light, use: 'logo', key: typeof logo === 'object' ? 'look.logo.light' : 'look.logo' },
    { name: dark, use: 'logo-dark', key: 'look.logo.dark' },
    { name: icon, use: 'icon', key: 'look.icon' },
    { name: shared, use: 'shared', key: 'look.shared' },
    ...sponsors.map(({ logo }, index) => ({ name: logo, use: 'sponsor' as const, key: `sponsors[${index}].logo` })),
  ];
  return named.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ name, ...rest }]));
}
