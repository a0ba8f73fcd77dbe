import * as z from 'zod';
import { isColour } from '../base/colour.ts';
import { localizedText, webAddress } from './localized-schema.ts';

/*
 * How a site looks as its own: its pictures and its colour, and what it adds to the head and the foot of each page.
 */

const colour = z
  .string()
  .refine(isColour, { error: 'expected a colour such as #0b5c8a, in quotes' })
  .describe('Colour, as `#rrggbb` or `#rgb`, in quotes');

/** Pages keep a place of its size for it, so that nothing moves when it comes. */
const picture = z.string().regex(/\.(svg|png)$/i, { error: 'expected the name of an SVG or PNG file' });

/** Programs that show links know no SVG. */
const photo = z.string().regex(/\.(png|jpe?g|webp)$/i, { error: 'expected the name of a PNG, JPEG or WebP file' });

export const lookSchema = z.strictObject({
  accent: z
    .union([
      colour,
      z.strictObject({
        light: colour.describe('Colour in the light theme'),
        dark: colour.describe('Colour in the dark theme'),
      }),
    ])
    .optional()
    .describe(
      'Colour of links, of focus and of the line below the header. Text in it must be readable: a contrast of at least 4.5 in both themes, else the nearest colour that is readable is used. Example: `"#660874"`',
    ),
  mark: picture
    .optional()
    .describe(
      'File of a square picture that stands before the name, relative to the content folder. Example: `look/mark.svg`',
    ),
  logo: z
    .union([
      picture,
      z.strictObject({
        light: picture.describe('File for light backgrounds'),
        dark: picture.describe('File for dark backgrounds'),
      }),
    ])
    .optional()
    .describe(
      'File of a wide picture with the name in it, which replaces mark and name in the header, relative to the content folder; it is shown 32 pixels high',
    ),
  icon: picture
    .optional()
    .describe('File of the picture in tabs and among bookmarks, relative to the content folder. Default: `mark`'),
  shared: photo
    .optional()
    .describe(
      'File of the picture that is shown where somebody shares a link, 1200 × 630 pixels, relative to the content folder. Default: made from mark, name and colour',
    ),
});

export type LookContent = z.infer<typeof lookSchema>;

/** An address of this host, or elsewhere. */
const target = z
  .string()
  .refine(
    (text) => /^\/(?![/\\])\S*$/.test(text) || webAddress.safeParse(text).success || /^mailto:\S+@\S+$/.test(text),
    {
      error: 'expected a path that begins with /, or an address that begins with https://, http:// or mailto:',
    },
  );

export const linkSchema = z.union([
  z.strictObject({
    text: localizedText.describe('Text of the link'),
    href: target.describe('Where it leads: an address, or a path of this host. Example: `/wiki/`'),
  }),
  z.strictObject({
    page: z.string().describe('A page of the content folder, by its name: `faq` is `pages/faq.<language>.md`'),
  }),
]);

export const footerSchema = z.strictObject({
  text: localizedText.optional().describe('A sentence or two, such as who runs the site'),
  links: z.array(linkSchema).optional().describe('Links'),
  icp: z
    .string()
    .regex(/^\p{Script=Han}ICP[备证]\d{6,}号(-\d+)?$/u, { error: 'expected a number such as 京ICP备12345678号-1' })
    .optional()
    .describe(
      'ICP registration number, which sites in China must show; it links to the registry. Example: `京ICP备12345678号-1`',
    ),
  police: z
    .string()
    .regex(/^\p{Script=Han}公网安备 ?\d{14}号$/u, { error: 'expected a number such as 京公网安备11010802012345号' })
    .optional()
    .describe(
      'Registration number of the public security bureau; it links to the registry. Example: `京公网安备11010802012345号`',
    ),
});

export type FooterContent = z.infer<typeof footerSchema>;

export const sponsorSchema = z.strictObject({
  name: localizedText.describe('Name'),
  href: webAddress.optional().describe('Home page'),
  logo: picture.optional().describe('File of their logo, relative to the content folder; shown 48 pixels high'),
  gives: localizedText.optional().describe('What they give. Example: `{ zh: 带宽, en: Bandwidth }`'),
});

export type SponsorContent = z.infer<typeof sponsorSchema>;
