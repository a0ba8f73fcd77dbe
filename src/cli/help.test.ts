import { expect, test } from 'vitest';
import { commandHelp, programHelp } from './help.ts';

test('the help of the program lists every command', () => {
  expect(programHelp()).toMatchInlineSnapshot(`
    "usage: heliostat COMMAND [options]
           npm run COMMAND -- [options]    in a checkout

      init         write a small content folder to begin from
      build        fetch, compile what has changed, draw the site, emit configuration, and deploy
      refresh      do what build does, without ever compiling
      check        read all content, say what is wrong with it and what a redirector would make of the site; ask no source
      fetch        ask every source and keep what it answers
      deploy       put the site that was built last into the folders of --to, or of \`deploy\` in portal.yaml
      start        serve the site from memory, and ask the sources on an interval
      preview      serve the built site, to look at it

    For those who change Heliostat or its content:
      dev          show the site while you edit it: content and code are read anew for each page
      prepare      compile what has changed; \`npm ci\` does so for all users of the checkout
      prepack      compile what has changed, and put it where \`npm pack\` takes it from
      test         check the format, the types and everything that has a test
      test-quick   check the format, the types and what needs no build, in under a minute
      test-faults  make every file operation of every command fail, one by one, which takes hours
      bench        measure how long commands take, and how much memory

    COMMAND --help lists the options of a command.
    "
  `);
});

test('the help of a command says what may follow', () => {
  expect(commandHelp('test-faults')).toMatchInlineSnapshot(`
    "test-faults: make every file operation of every command fail, one by one, which takes hours

    usage: heliostat test-faults [FILE …]
           npm run test:faults -- [FILE …]    in a checkout

      [FILE …]  which files of tests, and options of vitest
      --help    print this

    Exit codes: 0 fine; 1 something failed; 2 the command line cannot be understood.
    "
  `);
});
