/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the page shows, for the template that it was made for; see viewOf in src/site/views.ts. */
    views?: import('./site/views.ts').ViewFor;
  }
}
