from collections import Counter

from omnikb import Fields, FieldsModel, Page, trait


class RegionFields(FieldsModel):
    region: str = ""


def omnikb_fields():
    yield Fields(RegionFields, types=trait("knowledge"))


def omnikb_pages(index):
    regions = Counter(document[RegionFields].region for document in index.documents.values() if document.get(RegionFields))
    yield Page("regions.md", "Regions", "\n".join(f"- {region}: {count}" for region, count in regions.items() if region))
