// The entry of the reader's thread: plain JavaScript, since threads do not inherit the loader.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
