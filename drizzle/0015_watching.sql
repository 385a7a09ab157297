CREATE TABLE "mailing" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailing_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" text,
	"address" text,
	"weekday" integer NOT NULL,
	"parts" jsonb NOT NULL,
	"least_posts" integer NOT NULL,
	"least_marked" integer NOT NULL,
	"token" text NOT NULL,
	"told_until" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"last_sent_at" timestamp with time zone,
	"was_quiet" boolean DEFAULT false NOT NULL,
	"try_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mailing_person_id_unique" UNIQUE("person_id"),
	CONSTRAINT "mailing_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "saved_query" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "saved_query_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"query" text NOT NULL,
	"person_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_query_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_query" ADD CONSTRAINT "saved_query_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;