import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { openInBrowser } from './browser.io.ts';

const path = useTempFolder();

test.runIf(platform() === 'linux')(
  'a browser shows the address where there is a desktop, and nowhere else',
  async () => {
    const opened = path('opened');
    writeFileSync(path('xdg-open'), `#!/bin/sh\necho "$1" >> ${opened}\n`, { mode: 0o755 });
    const PATH = `${path('.')}:${process.env.PATH}`;
    openInBrowser('http://127.0.0.1:1/none', { PATH });
    openInBrowser('http://127.0.0.1:1/some', { PATH, WAYLAND_DISPLAY: 'wayland-0' });
    await expect
      .poll(() => existsSync(opened) && readFileSync(opened, 'utf8'))
      .toBe('http://127.0.0.1:1/some\n');
  },
);
