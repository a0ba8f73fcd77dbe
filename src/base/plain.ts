/**
 * A type whose values JSON writes out whole. A page's key is a hash of what JSON writes, so a Map, a Set or a function
 * among its inputs would change the page and not the key; here it does not compile. A Date is written as its moment.
 */
export type Plain<T> = T extends string | number | boolean | null | undefined | Date
  ? T
  : T extends (...given: never[]) => unknown
    ? never
    : { readonly [Key in keyof T]: Plain<T[Key]> };
