/** A mail server in the test itself: takes what it is given, or refuses when told to. */
import { createServer } from 'node:net';

export interface MailServer {
	url: string;
	/** Whole messages as they came, with their envelope. */
	mails: { to: string; from: string; data: string }[];
	/** What it answers to the next recipients instead of taking them. */
	refuse: string;
	stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
	const mails: MailServer['mails'] = [];
	const state = { refuse: '' };
	const server = createServer((socket) => {
		let [buffer, isData] = ['', false];
		let mail = { to: '', from: '', data: '' };
		const say = (line: string) => socket.write(`${line}\r\n`);
		say('220 post.example ready');
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			buffer += chunk.toString('utf8');
			for (let at: number; (at = buffer.indexOf('\r\n')) >= 0;) {
				const line = buffer.slice(0, at);
				buffer = buffer.slice(at + 2);
				if (isData) {
					if (line !== '.') {
						mail.data += `${line.replace(/^\./, '')}\r\n`;
						continue;
					}
					isData = false;
					mails.push(mail);
					mail = { to: '', from: '', data: '' };
					say('250 taken');
				} else if (/^EHLO|^HELO/i.test(line)) say('250 post.example');
				else if (/^MAIL FROM:/i.test(line)) {
					mail.from = /<(.*?)>/.exec(line)![1]!;
					say('250 fine');
				} else if (/^RCPT TO:/i.test(line)) {
					if (state.refuse) say(state.refuse);
					else {
						mail.to = /<(.*?)>/.exec(line)![1]!;
						say('250 fine');
					}
				} else if (/^DATA/i.test(line)) {
					isData = true;
					say('354 go on');
				} else if (/^QUIT/i.test(line)) {
					say('221 bye');
					socket.end();
				} else say('250 fine');
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return {
		url: `smtp://127.0.0.1:${port}/?from=digest@group.example`,
		mails,
		get refuse() {
			return state.refuse;
		},
		set refuse(answer) {
			state.refuse = answer;
		},
		stop: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

/** The text of a message with folded lines and transfer encoding undone, both parts one after the other. */
export function readable(data: string): string {
	return data
		.replace(/=\r\n/g, '')
		.replace(/\r\n[ \t]+/g, ' ')
		.replace(/(?:=[0-9A-F]{2})+/g, (run) =>
			Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8')
		);
}
