/** Orders names as people count: 3.9 comes before 3.10. */
export const naturalOrder = new Intl.Collator('en', { numeric: true }).compare;
