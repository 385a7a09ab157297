CREATE TABLE "public_quarter" (
	"month" date PRIMARY KEY NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"atoms" jsonb NOT NULL,
	"shown" jsonb NOT NULL
);
