BEGIN TRANSACTION;
CREATE TABLE authors (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    last_name TEXT, fore_name TEXT, initials TEXT, suffix TEXT, collective TEXT, orcid TEXT, affiliations TEXT,
    folded TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "authors" VALUES(22814142,0,'Müller','Jörg','J',NULL,NULL,NULL,'["A clinic, a town."]','muller j');
INSERT INTO "authors" VALUES(22814142,1,NULL,NULL,NULL,NULL,'The Group',NULL,NULL,'the group');
CREATE TABLE batches (
    pull INTEGER NOT NULL REFERENCES pulls (id), position INTEGER NOT NULL,
    reason TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, gone TEXT, failures TEXT,
    new INTEGER, changed INTEGER, unchanged INTEGER, books INTEGER, deleted INTEGER, failed INTEGER,
    PRIMARY KEY (pull, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE bodies (
    pull INTEGER NOT NULL, batch INTEGER NOT NULL, position INTEGER NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, codec TEXT NOT NULL, data BLOB,
    PRIMARY KEY (pull, batch, position),
    FOREIGN KEY (pull, batch) REFERENCES batches (pull, position)
) STRICT;
CREATE TABLE chemicals (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    name TEXT NOT NULL, ui TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pmid INTEGER NOT NULL, field TEXT NOT NULL, verdict TEXT NOT NULL, value TEXT,
    reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, seen TEXT NOT NULL
) STRICT;
INSERT INTO "corrections" VALUES(1,22814142,'sample_size','value','{"value": 120, "unit": "participants", "role": "total", "arms": [], "studies": null, "derived": false}','Table 1 says so.','A reader','2026-03-01T12:00:00.000000+00:00','0b4c5aaa6a672195');
CREATE TABLE facts (
    pmid INTEGER PRIMARY KEY REFERENCES records (pmid),
    design TEXT, design_parent TEXT, allocation TEXT, masking TEXT, intervention_model TEXT, phase TEXT, centres TEXT,
    time_perspective TEXT, species TEXT, report TEXT, comparator TEXT, review_type TEXT,
    design_rule TEXT, design_confidence REAL, design_abstained TEXT, design_conflicts INTEGER NOT NULL DEFAULT 0,
    design_corrected INTEGER NOT NULL DEFAULT 0, design_stale INTEGER NOT NULL DEFAULT 0,
    n INTEGER, n_unit TEXT, n_role TEXT, n_studies INTEGER,
    n_rule TEXT, n_confidence REAL, n_abstained TEXT, n_conflicts INTEGER NOT NULL DEFAULT 0,
    n_corrected INTEGER NOT NULL DEFAULT 0, n_stale INTEGER NOT NULL DEFAULT 0,
    follow_up TEXT, follow_up_days REAL, follow_up_months REAL, follow_up_statistic TEXT,
    follow_up_rule TEXT, follow_up_confidence REAL, follow_up_abstained TEXT,
    follow_up_conflicts INTEGER NOT NULL DEFAULT 0,
    follow_up_corrected INTEGER NOT NULL DEFAULT 0, follow_up_stale INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "facts" VALUES(22814142,'non-randomised-controlled','interventional',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'design.first',0.9,NULL,1,0,0,120,'participants','total',NULL,NULL,NULL,NULL,0,1,0,NULL,NULL,NULL,NULL,NULL,NULL,'not stated',0,0,0);
CREATE TABLE findings (
    pmid INTEGER NOT NULL, field TEXT NOT NULL, rank INTEGER NOT NULL,
    chosen INTEGER NOT NULL, conflict INTEGER, rule TEXT NOT NULL, confidence REAL NOT NULL,
    value TEXT NOT NULL, quotes TEXT NOT NULL, working TEXT,
    PRIMARY KEY (pmid, field, rank),
    FOREIGN KEY (pmid, field) REFERENCES readings (pmid, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "findings" VALUES(22814142,'design',0,1,NULL,'design.first',0.9,'{"value":"non-randomised-controlled","attributes":{}}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
INSERT INTO "findings" VALUES(22814142,'design',1,0,0,'design.second',0.9,'{"value":"cohort","attributes":{}}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
INSERT INTO "findings" VALUES(22814142,'follow_up',0,0,NULL,'follow_up.weak',0.9,'{"value":3,"unit":"years","days":1095.8,"months":36.0,"statistic":"fixed","low":null,"high":null,"derived":false}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
INSERT INTO "findings" VALUES(22814142,'sample_size',0,1,NULL,'sample_size.stated',0.9,'{"value":118,"unit":"participants","role":"enrolled","arms":[],"studies":null,"derived":false}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
CREATE TABLE hits (
    search INTEGER NOT NULL REFERENCES searches (id), pmid INTEGER NOT NULL,
    first INTEGER NOT NULL REFERENCES pulls (id), owed INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER REFERENCES pulls (id),
    PRIMARY KEY (search, pmid)
) STRICT, WITHOUT ROWID;
CREATE TABLE ids (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "ids" VALUES(22814142,0,'doi','10.1000/Foot.22814142');
INSERT INTO "ids" VALUES(22814142,1,'pii','S1');
CREATE TABLE keywords (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    keyword TEXT NOT NULL, owner TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "keywords" VALUES(22814142,0,'bone marrow','NOTNLM',0);
CREATE TABLE links (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, linked_pmid INTEGER, citation TEXT, note TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE mesh (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    heading TEXT NOT NULL, descriptor TEXT NOT NULL, ui TEXT, descriptor_major INTEGER NOT NULL, kind TEXT NOT NULL,
    major INTEGER NOT NULL, qualifiers TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "mesh" VALUES(22814142,0,'Humans','Humans','D006801',0,'descriptor',0,NULL);
CREATE TABLE other_abstracts (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, language TEXT, sections TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls (id), pmid INTEGER,
    outcome TEXT NOT NULL, reason TEXT, records INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE publication_types (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    name TEXT NOT NULL, ui TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "publication_types" VALUES(22814142,0,'Journal Article','D016428',0);
CREATE TABLE pull_warnings (
    pull INTEGER NOT NULL REFERENCES pulls (id), position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (pull, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE pulls (
    id INTEGER PRIMARY KEY, search INTEGER NOT NULL REFERENCES searches (id), query TEXT NOT NULL, source TEXT NOT NULL,
    since TEXT, "limit" INTEGER, through TEXT, translation TEXT NOT NULL,
    started_at TEXT NOT NULL, finished_at TEXT,
    count INTEGER NOT NULL, found INTEGER NOT NULL, unasked INTEGER NOT NULL,
    new INTEGER, changed INTEGER, unchanged INTEGER, books INTEGER, deleted INTEGER, failed INTEGER, dropped INTEGER
) STRICT;
CREATE TABLE raw (
    hash TEXT PRIMARY KEY, codec TEXT NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
INSERT INTO "raw" VALUES('ce9b63be3c1a0bd3317c76aa8ee780bb745ef5e2d530be8b6318065fdc0613ad','zstd',47,X'28B52FFD202F4D010014023C5075626D656441727469636C653E376233383238363336653030613039303C2F010019B27A02');
CREATE TABLE readings (
    pmid INTEGER NOT NULL REFERENCES records (pmid), field TEXT NOT NULL,
    abstained TEXT, text_digest TEXT NOT NULL,
    PRIMARY KEY (pmid, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "readings" VALUES(22814142,'design',NULL,'0b4c5aaa6a672195');
INSERT INTO "readings" VALUES(22814142,'follow_up','not stated','0b4c5aaa6a672195');
INSERT INTO "readings" VALUES(22814142,'sample_size',NULL,'0b4c5aaa6a672195');
CREATE TABLE records (
    pmid INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    abstract TEXT,
    keywords TEXT,
    mesh TEXT,
    first_author TEXT,
    year INTEGER,
    doi TEXT,
    retracted INTEGER NOT NULL,
    summary INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    vernacular_title TEXT,
    copyright TEXT,
    authors_complete INTEGER NOT NULL,
    journal TEXT, journal_iso TEXT, journal_medline TEXT, nlm_id TEXT, issn TEXT, country TEXT,
    volume TEXT, issue TEXT, pages TEXT,
    published_year INTEGER, published_month INTEGER, published_day INTEGER,
    published_precision TEXT NOT NULL, published_raw TEXT NOT NULL,
    electronic_year INTEGER, electronic_month INTEGER, electronic_day INTEGER,
    electronic_precision TEXT, electronic_raw TEXT,
    completed TEXT,
    revised TEXT,
    history TEXT,
    languages TEXT,
    grants TEXT,
    references_count INTEGER,
    status TEXT,
    indexing_method TEXT,
    coi_statement TEXT,
    content_hash TEXT NOT NULL,
    text_digest TEXT NOT NULL
) STRICT;
INSERT INTO "records" VALUES(22814142,'Marrow cells for diabetic feet.','We enrolled 118 patients by preference.
Ulcers healed over 36 months.','bone marrow','Humans','Müller J',2012,'10.1000/Foot.22814142',0,0,0,1,'pubmed-xml','article',NULL,NULL,1,'A Journal','A J',NULL,NULL,NULL,NULL,'59','1','1-9',2012,7,NULL,'month','2012 Jul',NULL,NULL,NULL,NULL,NULL,NULL,'2013-01-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'5785d1c1741d32c2231981c8f50cf197','0b4c5aaa6a672195');
CREATE TABLE registry_numbers (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    bank TEXT NOT NULL, accession TEXT NOT NULL, seen_in TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE revisions (
    pmid INTEGER NOT NULL REFERENCES records (pmid), revision INTEGER NOT NULL,
    version INTEGER NOT NULL, source TEXT NOT NULL, revised TEXT,
    content_hash TEXT NOT NULL, text_digest TEXT NOT NULL, raw_hash TEXT REFERENCES raw (hash), stored_at TEXT,
    PRIMARY KEY (pmid, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO "revisions" VALUES(22814142,1,1,'pubmed-xml','2013-01-01','5785d1c1741d32c2231981c8f50cf197','0b4c5aaa6a672195','ce9b63be3c1a0bd3317c76aa8ee780bb745ef5e2d530be8b6318065fdc0613ad',NULL);
CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, sort TEXT, about TEXT, saved_at TEXT NOT NULL
) STRICT;
CREATE TABLE searches (
    id INTEGER PRIMARY KEY, query TEXT NOT NULL, source TEXT NOT NULL, watermark TEXT,
    UNIQUE (query, source)
) STRICT;
CREATE TABLE sections (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    label TEXT, category TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "sections" VALUES(22814142,0,'METHODS','METHODS',0,39);
INSERT INTO "sections" VALUES(22814142,1,'RESULTS','RESULTS',40,69);
CREATE TABLE tombstones (
    pmid INTEGER PRIMARY KEY REFERENCES records (pmid), deleted_at TEXT
) STRICT;
CREATE INDEX revisions_stored ON revisions (stored_at) WHERE stored_at IS NOT NULL;
CREATE INDEX records_year ON records (year);
CREATE INDEX authors_folded ON authors (folded);
CREATE INDEX publication_types_name ON publication_types (name COLLATE NOCASE);
CREATE INDEX mesh_descriptor ON mesh (descriptor COLLATE NOCASE);
CREATE INDEX ids_value ON ids (value COLLATE NOCASE, kind);
CREATE INDEX registry_numbers_accession ON registry_numbers (accession COLLATE NOCASE);
CREATE INDEX links_linked ON links (linked_pmid) WHERE linked_pmid IS NOT NULL;
CREATE INDEX facts_design ON facts (design);
CREATE INDEX facts_n ON facts (n);
CREATE INDEX facts_follow_up ON facts (follow_up_days);
CREATE INDEX corrections_of ON corrections (pmid, field, made_at);
CREATE UNIQUE INDEX corrections_once ON corrections
    (pmid, field, verdict, coalesce(value, ''), reason, made_by, made_at, seen);
CREATE TRIGGER corrections_keep_update BEFORE UPDATE ON corrections
    BEGIN SELECT RAISE(ABORT, 'corrections are kept as they were made; add another one'); END;
CREATE TRIGGER corrections_keep_delete BEFORE DELETE ON corrections
    BEGIN SELECT RAISE(ABORT, 'corrections are kept for ever; withdraw one with another'); END;
CREATE VIEW passages AS
    SELECT pmid, 'title' AS name, NULL AS label, NULL AS category, title AS text FROM records WHERE title <> ''
    UNION ALL SELECT pmid, 'abstract.' || position, label, category, substr(abstract, start + 1, "end" - start)
        FROM sections JOIN records USING (pmid)
    UNION ALL SELECT pmid, 'publication_type.' || position, NULL, NULL, name FROM publication_types
    UNION ALL SELECT pmid, 'mesh.' || position, NULL, NULL, heading FROM mesh
    UNION ALL SELECT pmid, 'keyword.' || position, NULL, NULL, keyword FROM keywords;
CREATE VIEW evidence_table AS
    SELECT r.first_author AS author, r.year, f.design, f.n, f.n_unit, f.follow_up, f.follow_up_months,
        f.follow_up_statistic, r.title, r.journal_iso AS journal, r.pmid, r.doi, f.design_confidence, f.n_confidence,
        f.follow_up_confidence, coalesce(f.design_corrected OR f.n_corrected OR f.follow_up_corrected, 0) AS corrected,
        coalesce(f.design_stale OR f.n_stale OR f.follow_up_stale, 0) AS stale, r.retracted, r.summary
    FROM records r LEFT JOIN facts f USING (pmid) WHERE NOT r.deleted;
CREATE INDEX outcomes_pull ON outcomes (pull, outcome);
CREATE INDEX outcomes_pmid ON outcomes (pmid);
CREATE INDEX hits_pmid ON hits (pmid);
CREATE INDEX records_narrow ON records (pmid, year, deleted, retracted, summary, source, kind, languages, status);
CREATE INDEX records_journals ON records (coalesce(journal, '') || '|' || coalesce(journal_iso, '') || '|' || coalesce(journal_medline, ''));
CREATE INDEX facts_narrow ON facts (
    pmid, design, design_parent, n, follow_up_days, species, allocation,
    design_confidence, n_confidence, follow_up_confidence
);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('corrections',1);
CREATE VIRTUAL TABLE records_fts USING fts5 (
    title, abstract, keywords, mesh,
    content="records", content_rowid="pmid", tokenize="porter unicode61 remove_diacritics 2"
);
INSERT INTO records_fts (records_fts) VALUES ('rebuild');
COMMIT;
PRAGMA application_id = 1163281457;
PRAGMA user_version = 3;
