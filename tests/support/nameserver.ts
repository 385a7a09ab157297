/** A name server on this computer that knows a few made-up names, and of some is silent. */
import { createSocket } from 'node:dgram';

export interface NameServer {
	/** As `address:port`. */
	address: string;
	/** Questions so far. */
	count(): number;
	stop(): Promise<void>;
}

const TYPES: Record<number, 'A' | 'AAAA'> = { 1: 'A', 28: 'AAAA' };

/**
 * @param known from a name to its addresses (IPv4, or IPv6 written in full); every other name does not exist
 * @param isSilent names of which it never says anything
 */
export async function startNameServer(
	known: Record<string, { A?: string[]; AAAA?: string[] }>,
	isSilent: (name: string) => boolean = () => false
): Promise<NameServer> {
	const socket = createSocket('udp4');
	let count = 0;
	socket.on('message', (question, from) => {
		count++;
		const { name, type, end } = read(question);
		if (isSilent(name)) return;
		const addresses = known[name]?.[TYPES[type] ?? 'A'] ?? [];
		const head = Buffer.alloc(12);
		question.copy(head, 0, 0, 2);
		// An answer, recursion wanted and there; 3 is "no such name" (RFC 1035, 4.1.1).
		head.writeUInt16BE(0x8180 | (known[name] ? 0 : 3), 2);
		head.writeUInt16BE(1, 4);
		head.writeUInt16BE(addresses.length, 6);
		const rows = addresses.map((address) => {
			const data = bytesOf(address);
			const row = Buffer.alloc(12);
			row.writeUInt16BE(0xc00c, 0);
			row.writeUInt16BE(type, 2);
			row.writeUInt16BE(1, 4);
			row.writeUInt32BE(60, 6);
			row.writeUInt16BE(data.length, 10);
			return Buffer.concat([row, data]);
		});
		socket.send(
			Buffer.concat([head, question.subarray(12, end), ...rows]),
			from.port,
			from.address
		);
	});
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	return {
		address: `127.0.0.1:${socket.address().port}`,
		count: () => count,
		stop: () => new Promise((resolve) => socket.close(() => resolve()))
	};
}

/** The name asked for, its type, and where the question ends. */
function read(question: Buffer): { name: string; type: number; end: number } {
	const labels: string[] = [];
	let at = 12;
	for (let length = question[at]!; length > 0; length = question[at]!) {
		labels.push(question.toString('latin1', at + 1, at + 1 + length));
		at += 1 + length;
	}
	return { name: labels.join('.').toLowerCase(), type: question.readUInt16BE(at + 1), end: at + 5 };
}

function bytesOf(address: string): Buffer {
	if (address.includes('.')) return Buffer.from(address.split('.').map(Number));
	return Buffer.from(
		address
			.split(':')
			.map((part) => part.padStart(4, '0'))
			.join(''),
		'hex'
	);
}
