/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the page shows; each page of src/pages says which kind it takes. */
    view: unknown;
  }
}

/** What the templates were compiled to: routes, their modules, and the files they refer to. */
declare module 'virtual:astro:manifest' {
  export const manifest: import('astro').SSRManifest;
}
