/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the page shows; each page of src/pages says which kind it takes. */
    view: unknown;
  }
}
