/*
 * What only a script can make use of waits in templates, so that neither a text browser nor a reader without scripts is
 * shown it. Scripts that use any of it import this first.
 */

for (const template of document.querySelectorAll<HTMLTemplateElement>('template[data-script]'))
  template.replaceWith(template.content);
