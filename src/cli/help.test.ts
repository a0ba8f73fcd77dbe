import { expect, test } from 'vitest';
import { commandHelp, programHelp } from './help.ts';

test('the help of the program lists every command', () => {
  expect(programHelp()).toMatchInlineSnapshot(`
    "usage: heliostat COMMAND [options]
           npm run COMMAND -- [options]    in a checkout

      init           create a small content folder to start with
      build          fetch from all sources, compile if code has changed, write the site and the configuration, and deploy
      refresh        do the same as build, but never compile
      check          read all content, and report problems and the mirrors that a redirector would use; fetch nothing
      fetch          fetch from all sources and save the answers
      survey         look at the trees of all mirrors, here and as visitors do, and compare them with upstream
      deploy         copy the last built site to the targets of --to, or of \`deploy\` in portal.yaml
      notify         send the messages to the operators that wait, by the channels of \`notify\` in portal.yaml
      start          serve the site from memory, and fetch from the sources at an interval
      preview        serve the built site on this machine for a preview

    For developers and authors:
      dev            serve the site while you edit it; content and code are read again for each page
      prepare        compile if code has changed; \`npm ci\` does this for all users of the checkout
      prepack        compile the code for \`npm pack\`
      test           check the format and the types, and run all tests
      test-quick     check the format and the types, and run the tests that need no build, in under a minute
      test-faults    run every command with each file operation failing in turn; takes hours
      test-installs  install packages by the lines of the help with every client; takes four minutes
      bench          measure the time and memory that commands need

    COMMAND --help lists the options of a command.
    "
  `);
});

test('the help of a command says what may follow', () => {
  expect(commandHelp('test-faults')).toMatchInlineSnapshot(`
    "test-faults: run every command with each file operation failing in turn; takes hours

    usage: heliostat test-faults [FILE …]
           npm run test:faults -- [FILE …]    in a checkout

      [FILE …]  test files, and options of vitest
      --help    print this help

    Exit codes: 0 success; 1 something failed; 2 invalid command line.
    "
  `);
});
