/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the page shows, for the template that it was made for; see viewOf in src/site/views.ts. */
    views?: import('./site/views.ts').ViewFor;
  }
}

/** What the templates were compiled to: routes, their modules, and the files they refer to. */
declare module 'virtual:astro:manifest' {
  export const manifest: import('astro').SSRManifest;
}
