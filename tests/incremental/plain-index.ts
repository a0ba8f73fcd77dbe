/*
 * In place of Pagefind, whose index takes half of the time of a build from nothing: an index of the same records that
 * says them as they are.
 */

/** As Pagefind begins an index. */
export async function createIndex() {
  const records: object[] = [];
  return {
    errors: [],
    index: {
      async addCustomRecord(record: object) {
        records.push(record);
        return { errors: [] };
      },
      async getFiles() {
        return {
          files: [
            { path: 'records.json', content: Buffer.from(JSON.stringify(records, null, 1)) },
            { path: 'pagefind-entry.json', content: Buffer.from(JSON.stringify({ languages: {} })) },
          ],
        };
      },
    },
  };
}

/** As Pagefind ends. */
export async function close(): Promise<void> {}
