CREATE TABLE "announcement" (
	"feed_id" integer PRIMARY KEY NOT NULL,
	"hub" text NOT NULL,
	"topic" text NOT NULL,
	"token" text NOT NULL,
	"secret" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"next_ask_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"announced_at" timestamp with time zone,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "announcement_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "articles" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "hub" text;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "topic" text;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "volume" text DEFAULT 'usual' NOT NULL;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "volume_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "volume_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "article_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_feed_id_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feed"("id") ON DELETE cascade ON UPDATE no action;