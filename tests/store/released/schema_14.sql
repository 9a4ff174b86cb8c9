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
CREATE TABLE deletions (
    pmid INTEGER PRIMARY KEY, serial INTEGER, deleted_at TEXT
) STRICT;
CREATE TABLE facets (
    pmid INTEGER PRIMARY KEY, year INTEGER, n INTEGER, follow_up_days REAL, confidence REAL,
    deleted INTEGER NOT NULL, retracted INTEGER NOT NULL, summary INTEGER NOT NULL,
    design TEXT, allocation TEXT, species TEXT, kind TEXT NOT NULL, source TEXT NOT NULL, status TEXT, languages TEXT
) STRICT;
INSERT INTO "facets" VALUES(22814142,2012,120,NULL,0.9,0,0,0,'non-randomised-controlled',NULL,NULL,'article','pubmed-xml',NULL,NULL);
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
, design_confirmed INTEGER NOT NULL DEFAULT 0, n_confirmed INTEGER NOT NULL DEFAULT 0, follow_up_confirmed INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "facts" VALUES(22814142,'non-randomised-controlled','interventional',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'design.first',0.9,NULL,1,0,0,120,'participants','total',NULL,NULL,NULL,NULL,0,1,0,NULL,NULL,NULL,NULL,NULL,NULL,'not stated',0,0,0,0,0,0);
CREATE TABLE findings (
    pmid INTEGER NOT NULL, field TEXT NOT NULL, rank INTEGER NOT NULL,
    chosen INTEGER NOT NULL, conflict INTEGER, rule TEXT NOT NULL, confidence REAL NOT NULL,
    value TEXT NOT NULL, quotes TEXT NOT NULL, working TEXT,
    PRIMARY KEY (pmid, field, rank),
    FOREIGN KEY (pmid, field) REFERENCES readings (pmid, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "findings" VALUES(22814142,'design',0,1,NULL,'design.first',0.9,'{"value":"non-randomised-controlled","attributes":{}}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
INSERT INTO "findings" VALUES(22814142,'design',1,0,0,'design.second',0.9,'{"value":"cohort","attributes":{}}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
INSERT INTO "findings" VALUES(22814142,'follow_up',0,0,NULL,'follow_up.weak',0.9,'{"value":3,"unit":"years","days":1095.8,"months":36.0,"statistic":"fixed","low":null,"high":null,"spread":null,"derived":false}','[["title",0,31,"Marrow cells for diabetic feet."]]',NULL);
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
CREATE TABLE imported_files (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, content TEXT NOT NULL, begun_at TEXT NOT NULL,
    read INTEGER NOT NULL, outside INTEGER NOT NULL, repeated INTEGER NOT NULL, failed INTEGER NOT NULL,
    new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL, kept INTEGER NOT NULL,
    deleted INTEGER NOT NULL, error TEXT
) STRICT;
CREATE TABLE imports (
    md5 TEXT NOT NULL, query TEXT NOT NULL, name TEXT NOT NULL, finished_at TEXT NOT NULL,
    PRIMARY KEY (md5, query)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE own_rules (
    id INTEGER PRIMARY KEY, name TEXT, digest TEXT, rules TEXT NOT NULL, kept_at TEXT NOT NULL
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
INSERT INTO "raw" VALUES('29b5e7347250f266945e8b02e91b0164c3f590977d254c6d7435e1187428f08c','zstd',1527,X'28B52FFD60F704351A0096B091335069DB0688CBCECCCCCCAC6AF8B67B7348A4AB278958AE9C976241334046C321A13A0CEEC095A1B1E067B3094F302733B31302860080008200BDED40359AD117100C24221110D5603F0C9729A6A15A4B1C57433C275BAC461D3F9D0F2FEB282B9C67581D47D5A0DD92754EFB617FFB52B213C2764B91FF0C51AD2175BA4CB16A2F7A8465061494321626B50528200F1C8808C8010C8BC6C5436BF755CE654D8BD2E7F7649983A161681C1C8EF65C9AD67BE9BA818186CEE93F5E4B4FB57808747999F3E8D0ED43AD36A374CA0E5D2279EE5E4E9CBA8650BA0C9748EA5CA626549B909D7AF4650AFA0915269AA96F082954803874325C8FD5E6CB88561A41FE9549BA65CB6AD3F98EA85CB62C33A2514ADB1060BF27923BDAF9ED20468402E322A241B36CA9BC849AB26B17FB5BD23F6DE5D949633BE5691D9A665F43283F06FDA282A9421DB72A149745A747CC42C32C04783D9BF2731A3A582756350AFF32A5DCF54FFC960D68CCD1308EF6DC95D59421205BB4D7D174F8D489C042A3DA6C8827D5BA4E02022A9493CAD358A59BD31D09C68E0E5F4BCBD4A4FF79D891731F6A4D34C8F1AB84B0ACEB475AD38693249D33795153959F603B8AA865CBC254235264001E161A5B6AC79F8C684B0E14DD67A54C233F14213A7CA41A9DCAD3E9507F73E1935A0D2A2502000CC3340DA651CB94CBA7963B973A72CB160845458441856ADF91226D47F9AC05ABCDF79252E9086A699738E42A611D1A981959AA12ED259DFCDDECB7A0E88F5B229A0D592D9A0B5B7A4246D05E426007074343C340A8E6F5B1EB754669A8C124A41852848A46449382241D304283CC31F3111031559251D282D4690EEB653C1628F0C9B3260E29ECCDE541113B0144A94FE72667FFBFC05FF20142B525825687E90A87B5E4BC5A13D120885FCDF01E2CFBFC48B4913201C302A9E4F7DE4DCD9E5B6577FCC65817FB6C98D22837AE3065BDB5B5E8072E726223D9FB7BD81F78279AA0E1AD530AF6C455C7B9BAFA1EC3219475630178716A6A9FD4FB5895E5A58334ED147EDC0086B85B016122D5C4F23A2FB07E6C865C39E14A04231ECFD4053EE3E71612FED9AD9BCAC1B210A76D01DE3033835350845A5287B6543DF63F0009BDD2FF3E283E0050E7CAE48EE9225CB150DCE94EDFE73C5705');
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
CREATE TABLE renewals (
    verb TEXT PRIMARY KEY, begun_at TEXT, through INTEGER NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL
) STRICT;
CREATE TABLE retaggings (
    id INTEGER PRIMARY KEY, pmid INTEGER NOT NULL REFERENCES records (pmid), field TEXT NOT NULL,
    before TEXT, after TEXT, tagged_at TEXT
) STRICT;
CREATE TABLE revisions (
    pmid INTEGER NOT NULL REFERENCES records (pmid), revision INTEGER NOT NULL,
    version INTEGER NOT NULL, source TEXT NOT NULL, revised TEXT,
    content_hash TEXT NOT NULL, text_digest TEXT NOT NULL, raw_hash TEXT REFERENCES raw (hash), stored_at TEXT,
    PRIMARY KEY (pmid, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO "revisions" VALUES(22814142,1,1,'pubmed-xml','2013-01-01','5785d1c1741d32c2231981c8f50cf197','0b4c5aaa6a672195','29b5e7347250f266945e8b02e91b0164c3f590977d254c6d7435e1187428f08c',NULL);
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
CREATE TABLE topics (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT, toml TEXT NOT NULL, kept_at TEXT NOT NULL
) STRICT;
CREATE TABLE trials (
    nct TEXT PRIMARY KEY, enrolment INTEGER, enrolment_type TEXT, allocation TEXT, masking TEXT, model TEXT,
    status TEXT, last_time_frame TEXT, days REAL, asked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE INDEX outcomes_pull ON outcomes (pull, outcome);
CREATE INDEX outcomes_pmid ON outcomes (pmid);
CREATE INDEX hits_pmid ON hits (pmid);
CREATE INDEX records_journals ON records (coalesce(journal, '') || '|' || coalesce(journal_iso, '') || '|' || coalesce(journal_medline, ''));
CREATE TRIGGER facets_of_a_new_record AFTER INSERT ON records BEGIN
    INSERT INTO facets (pmid, year, deleted, retracted, summary, kind, source, status, languages)
    VALUES (new.pmid, new.year, new.deleted, new.retracted, new.summary, new.kind, new.source, new.status, new.languages);
END;
CREATE TRIGGER facets_of_a_changed_record AFTER UPDATE OF year, deleted, retracted, summary, kind, source, status, languages ON records BEGIN
    UPDATE facets SET year = new.year, deleted = new.deleted, retracted = new.retracted, summary = new.summary, kind = new.kind, source = new.source, status = new.status, languages = new.languages WHERE pmid = new.pmid;
END;
CREATE TRIGGER facets_of_no_record AFTER DELETE ON records BEGIN DELETE FROM facets WHERE pmid = old.pmid; END;
CREATE TRIGGER facets_of_new_facts AFTER INSERT ON facts BEGIN UPDATE facets SET design = new.design, allocation = new.allocation, species = new.species, n = new.n, follow_up_days = new.follow_up_days, confidence = nullif(min(coalesce(new.design_confidence, 9), coalesce(new.n_confidence, 9), coalesce(new.follow_up_confidence, 9)), 9) WHERE pmid = new.pmid; END;
CREATE TRIGGER facets_of_changed_facts AFTER UPDATE ON facts BEGIN UPDATE facets SET design = new.design, allocation = new.allocation, species = new.species, n = new.n, follow_up_days = new.follow_up_days, confidence = nullif(min(coalesce(new.design_confidence, 9), coalesce(new.n_confidence, 9), coalesce(new.follow_up_confidence, 9)), 9) WHERE pmid = new.pmid; END;
CREATE TRIGGER facets_of_no_facts AFTER DELETE ON facts BEGIN
    UPDATE facets SET design = NULL, allocation = NULL, species = NULL, n = NULL, follow_up_days = NULL, confidence = NULL WHERE pmid = old.pmid;
END;
CREATE INDEX retaggings_at ON retaggings (tagged_at);
CREATE VIEW evidence_table AS
    SELECT r.first_author AS author, r.year, f.design, f.n, f.n_unit, f.follow_up, f.follow_up_months,
        f.follow_up_statistic, r.title, r.journal_iso AS journal, r.pmid, r.doi, f.design_confidence, f.n_confidence,
        f.follow_up_confidence, coalesce(f.design_corrected OR f.n_corrected OR f.follow_up_corrected, 0) AS corrected,
        coalesce(f.design_confirmed OR f.n_confirmed OR f.follow_up_confirmed, 0) AS confirmed,
        coalesce(f.design_stale OR f.n_stale OR f.follow_up_stale, 0) AS stale, r.retracted, r.summary
    FROM records r LEFT JOIN facts f USING (pmid) WHERE NOT r.deleted;
CREATE INDEX imported_files_begun ON imported_files (begun_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('corrections',1);
CREATE VIRTUAL TABLE records_fts USING fts5 (
    title, abstract, keywords, mesh,
    content="records", content_rowid="pmid", tokenize="porter unicode61 remove_diacritics 2"
);
INSERT INTO records_fts (records_fts) VALUES ('rebuild');
COMMIT;
PRAGMA application_id = 1163281457;
PRAGMA user_version = 14;
