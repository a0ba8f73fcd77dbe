/**
 * What a number of things is called, by the plural forms that a language has (CLDR; https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html).
 * `#` stands for the number. Plain data, so that a page can hand it to its script.
 */
export type PluralForms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** The text for a number of things. */
export type CountToText = (count: number, forms: PluralForms) => string;

/** @param tag of the language, such as `en` or `zh-CN` */
export function countsIn(tag: string): CountToText {
  let rules: Intl.PluralRules | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(tag);
    return (forms[rules.select(count)] ?? forms.other).replaceAll('#', String(count));
  };
}
