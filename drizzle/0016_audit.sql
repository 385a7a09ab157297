CREATE TABLE "review_setting" (
	"id" integer PRIMARY KEY NOT NULL,
	"audit_percent" integer NOT NULL
);
