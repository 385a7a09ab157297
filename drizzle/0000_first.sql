CREATE TABLE "duty" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feed_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"practitioner_id" integer NOT NULL,
	"platform" text NOT NULL,
	"platform_id" text,
	"handle" text,
	"url" text NOT NULL,
	"site_url" text,
	"title" text NOT NULL,
	"description" text,
	"language" text,
	"care_chosen" text,
	"care" text DEFAULT 'unknown' NOT NULL,
	"care_because" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"host" text NOT NULL,
	"etag" text,
	"last_modified" text,
	"body_hash" text,
	"hints" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"coverage" jsonb,
	"oldest_post_at" timestamp with time zone,
	"newest_post_at" timestamp with time zone,
	"next_check_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_check_why" text,
	"lease_until" timestamp with time zone,
	"last_checked_at" timestamp with time zone,
	"last_success_at" timestamp with time zone,
	"last_new_at" timestamp with time zone,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"failure_code" text,
	"paused_at" timestamp with time zone,
	"moved_to" text,
	"moved_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feed_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "host" (
	"name" text PRIMARY KEY NOT NULL,
	"gap_ms" integer NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "post_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed_id" integer NOT NULL,
	"key" text NOT NULL,
	"url" text,
	"title" text,
	"author" text,
	"text" text NOT NULL,
	"content_hash" text NOT NULL,
	"excerpt_only" boolean DEFAULT false NOT NULL,
	"backfilled" boolean DEFAULT false NOT NULL,
	"published_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"shown_at" timestamp with time zone NOT NULL,
	"lang" text,
	"mark_version" text,
	"marked_at" timestamp with time zone,
	"probability" double precision,
	"strength" text,
	"axes" jsonb,
	CONSTRAINT "post_identity" UNIQUE("feed_id","key")
);
--> statement-breakpoint
CREATE TABLE "practitioner" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "practitioner_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"profession" text,
	"place" text,
	"register_url" text,
	"sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"title" text,
	"text" text NOT NULL,
	"replaced_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revision_post_id_replaced_at_pk" PRIMARY KEY("post_id","replaced_at")
);
--> statement-breakpoint
CREATE TABLE "tally" (
	"feed_id" integer NOT NULL,
	"month" date NOT NULL,
	"what" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "tally_feed_id_month_what_pk" PRIMARY KEY("feed_id","month","what")
);
--> statement-breakpoint
ALTER TABLE "feed" ADD CONSTRAINT "feed_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_feed_id_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feed"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tally" ADD CONSTRAINT "tally_feed_id_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feed"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_due" ON "feed" USING btree ("next_check_at") WHERE "feed"."paused_at" is null;--> statement-breakpoint
CREATE INDEX "feed_practitioner" ON "feed" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "post_listed" ON "post" USING btree ("feed_id","shown_at","id");--> statement-breakpoint
CREATE INDEX "post_marked" ON "post" USING btree ("feed_id","shown_at","id") WHERE "post"."strength" in ('likely', 'possible');--> statement-breakpoint
CREATE INDEX "post_version" ON "post" USING btree ("mark_version","id");