CREATE TABLE "second_reader" (
	"endpoint" text PRIMARY KEY NOT NULL,
	"answered_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"failure" text,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "second_reading" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"content_hash" text NOT NULL,
	"model" text NOT NULL,
	"says" text,
	"because" text,
	"quote_start" integer,
	"quote_end" integer,
	"read_at" timestamp with time zone,
	"failure" text,
	"try_count" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "second_reading" ADD CONSTRAINT "second_reading_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_doubtful" ON "post" USING btree ("shown_at","id") WHERE "post"."probability" >= 0.3;