/**
 * A real WordPress of three hundred posts, found from its bare address and read to the first post:
 * with plain addresses, with pretty ones, and with its JSON interface shut.
 *
 * Needs Debian's packages wordpress, php-cli, php-mysql and mariadb-server; starts its own database
 * and web server in a temporary folder and removes them. Run: npx tsx tests/peers/wordpress.ts
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { check, dayOf, freePort, posts, textOf } from './peer.ts';

const needed = ['/usr/share/wordpress/wp-load.php', '/usr/bin/php', '/usr/sbin/mariadbd'];
const absent = needed.filter((file) => !existsSync(file));
if (absent.length > 0) {
	console.error(
		`${absent.join(', ')} not found: install the packages wordpress, php-cli, php-mysql and mariadb-server.`
	);
	process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'in-confidence-wordpress-'));
const site = join(folder, 'site');
const socket = join(folder, 'database.sock');
const running: ChildProcess[] = [];
let isFine = true;
try {
	await startDatabase();
	await install();
	const port = await freePort();
	const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', site, join(site, 'router.php')], {
		stdio: 'ignore',
		env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' }
	});
	running.push(server);
	await until(() => fetch(`http://127.0.0.1:${port}/?feed=rss2`).then((answer) => answer.ok));
	for (const [name, php] of [
		['WordPress, plain addresses', "update_option('permalink_structure', '');"],
		['WordPress, pretty addresses', "update_option('permalink_structure', '/%year%/%postname%/');"],
		[
			'WordPress, JSON interface shut',
			'mkdir(WPMU_PLUGIN_DIR); file_put_contents(WPMU_PLUGIN_DIR . \'/shut.php\', \'<?php add_filter("rest_authentication_errors", fn() => new WP_Error("rest_not_logged_in", "no", ["status" => 401]));\');'
		]
	] as const) {
		run(`${php} flush_rewrite_rules();`);
		isFine = (await check(name, `127.0.0.1:${port}`)) && isFine;
	}
} finally {
	for (const child of running.reverse()) child.kill('SIGTERM');
	await setTimeout(1000);
	rmSync(folder, { recursive: true, force: true });
}
process.exit(isFine ? 0 : 1);

async function startDatabase(): Promise<void> {
	const data = join(folder, 'database');
	const account = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
	execFileSync(
		'mariadb-install-db',
		[
			'--no-defaults',
			`--datadir=${data}`,
			`--user=${account}`,
			'--auth-root-authentication-method=normal'
		],
		{ stdio: 'ignore' }
	);
	running.push(
		spawn(
			'/usr/sbin/mariadbd',
			[
				'--no-defaults',
				`--datadir=${data}`,
				`--socket=${socket}`,
				'--skip-networking',
				`--user=${account}`
			],
			{ stdio: 'ignore' }
		)
	);
	await until(async () => {
		execFileSync(
			'mariadb',
			['--no-defaults', `--socket=${socket}`, '-uroot', '-e', 'create database if not exists blog'],
			{ stdio: 'ignore' }
		);
		return true;
	});
}

/** Debian's files, our own settings, three hundred posts. */
async function install(): Promise<void> {
	cpSync('/usr/share/wordpress', site, {
		recursive: true,
		dereference: true,
		filter: (file) => !file.endsWith('wp-config.php') && !file.includes('/wp-content/languages')
	});
	writeFileSync(
		join(site, 'wp-config.php'),
		`<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://' . ($_SERVER['HTTP_HOST'] ?? '127.0.0.1')); define('WP_SITEURL', WP_HOME);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH','SECURE_AUTH','LOGGED_IN','NONCE'] as $name) { define("{$name}_KEY", 'made up'); define("{$name}_SALT", 'made up'); }
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`
	);
	writeFileSync(
		join(site, 'router.php'),
		`<?php
$file = __DIR__ . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
`
	);
	const written = Array.from({ length: posts }, (_, i) => {
		const at = dayOf(i + 1)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' ');
		return { at, title: `Note ${i + 1}`, text: textOf(i + 1) };
	});
	writeFileSync(join(folder, 'posts.json'), JSON.stringify(written));
	run(
		`require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Fern on Rivers', 'fern', 'fern@fern.example', true, '', 'made up');
wp_delete_post(1, true);
foreach (json_decode(file_get_contents('${join(folder, 'posts.json')}'), true) as $one)
	wp_insert_post(['post_title' => $one['title'], 'post_content' => '<p>' . $one['text'] . '</p>', 'post_status' => 'publish', 'post_author' => 1, 'post_date_gmt' => $one['at'], 'post_date' => $one['at']]);`,
		"define('WP_INSTALLING', true);"
	);
}

/** Runs PHP inside the site. */
function run(php: string, before = ''): void {
	execFileSync(
		'php',
		[
			'-d',
			'sendmail_path=/bin/true',
			'-r',
			`${before} require '${join(site, 'wp-load.php')}'; ${php}`
		],
		{
			stdio: ['ignore', 'ignore', 'inherit']
		}
	);
}

/** Waits for something to come up, for a minute at most. */
async function until(isUp: () => Promise<boolean>): Promise<void> {
	for (let i = 0; i < 120; i++) {
		const up = await isUp().catch(() => false);
		if (up) return;
		await setTimeout(500);
	}
	throw new Error('It did not come up within a minute');
}
