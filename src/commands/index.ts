/** Every command, in the order help lists them. */
import type { Command } from './command.ts';
import { firstLink } from './accounts.ts';
import { feedsCommand, poll, unfollow } from './feeds.ts';
import { follow } from './follow.ts';
import { backup, exportCommand, restore } from './keeping.ts';
import { ledger, look } from './ledgers.ts';
import { evaluate, mark, parse, train } from './marking.ts';
import { doctor, serve, worker } from './running.ts';
import { trends } from './trends.ts';

export const commands: Command[] = [
	serve,
	worker,
	firstLink,
	look,
	follow,
	unfollow,
	feedsCommand,
	poll,
	ledger,
	trends,
	parse,
	mark,
	evaluate,
	train,
	exportCommand,
	backup,
	restore,
	doctor
];
