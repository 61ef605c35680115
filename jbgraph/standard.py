"""What to call the terms of standard vocabularies, which do not name themselves in Chinese."""

from __future__ import annotations

from jbgraph import terms

_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_OWL = "http://www.w3.org/2002/07/owl#"
_PROV = "http://www.w3.org/ns/prov#"
_QUDT = "http://qudt.org/schema/qudt/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = terms.SKOS

_WORDS = {
    terms.RDF_TYPE: ("type", "类型"),
    terms.PREF_LABEL: ("name", "名称"),
    terms.ALT_LABEL: ("other name", "别名"),
    _DC + "creator": ("author", "作者"),
    _DCTERMS + "description": ("description", "简介"),
    _DCTERMS + "issued": ("issued", "发布时间"),
    _DCTERMS + "license": ("licence", "许可"),
    _DCTERMS + "title": ("title", "题名"),
    _OWL + "Class": ("class", "类"),
    _OWL + "DatatypeProperty": ("property", "属性"),
    _OWL + "ObjectProperty": ("relation", "关系"),
    _OWL + "Ontology": ("ontology", "本体"),
    _OWL + "SymmetricProperty": ("symmetric relation", "对称关系"),
    _OWL + "disjointWith": ("distinct from", "互斥"),
    _OWL + "versionIRI": ("IRI of this version", "本版IRI"),
    _OWL + "versionInfo": ("version", "版本"),
    _PROV + "Activity": ("activity", "活动"),
    _PROV + "Agent": ("agent", "行为人"),
    _PROV + "endedAtTime": ("ended at", "完成时间"),
    _PROV + "generated": ("result", "结果"),
    _PROV + "used": ("used", "所用"),
    _PROV + "wasAssociatedWith": ("by", "由"),
    _PROV + "wasDerivedFrom": ("read from", "提取自"),
    _QUDT + "conversionMultiplier": ("times the base unit", "折合基本单位"),
    _QUDT + "scalingOf": ("base unit", "基本单位"),
    _QUDT + "ucumCode": ("UCUM code", "UCUM代码"),
    _RDFS + "domain": ("from", "定义域"),
    _RDFS + "range": ("to", "值域"),
    _RDFS + "subClassOf": ("kind of", "上位类"),
    _SKOS + "Concept": ("concept", "概念"),
    _SKOS + "ConceptScheme": ("vocabulary", "词表"),
    _SKOS + "definition": ("definition", "定义"),
    _SKOS + "example": ("example", "例"),
    _SKOS + "inScheme": ("vocabulary", "所属词表"),
    _SKOS + "notation": ("number", "编号"),
    _SKOS + "scopeNote": ("note", "说明"),
}


def word(iri: str, lang: str) -> str | None:
    """Return what to call a standard term in a language, or None if it is none of those we use.

    >>> word("http://www.w3.org/2002/07/owl#Class", "zh")
    '类'
    """
    found = _WORDS.get(iri)
    return found[lang == "zh"] if found else None
