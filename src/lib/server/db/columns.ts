/** Columns that most tables have one of. */
import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** A moment, always with its time zone. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A number that may grow beyond 32 bits. */
export const number = (name: string) => bigint(name, { mode: 'number' });
