"""What the lead of a new project asks in the first ten minutes, asked of the demo: the right document is among the first five."""

from __future__ import annotations

import pytest

from omnikb.articles import Articles
from omnikb.cache import MemoryCache
from omnikb.index import Index
from omnikb.pages import Site
from omnikb.renderings import Renderings
from omnikb.textindex import Searcher
from omnikb_search.building import index_files
from omnikb_search.gate import pages_not_found

QUESTIONS = {
    "大促的时候库存超卖怎么防": {"oversell", "channel-stock-buffer", "hourly-stock-split"},
    "临时工招不到怎么办": {"seasonal-staff-gap"},
    "优惠券叠在一起卖亏了": {"coupon-stacking"},
    "主播说的价格和系统里的不一样": {"live-price-slip"},
    "系统切换的时候会不会丢单": {"cutover-order-loss"},
    "顾客不愿意授权个人信息": {"consent-gap", "benefit-first-consent", "till-consent-course"},
    "快递爆仓了怎么办": {"carrier-overload", "split-carriers", "store-dispatch-east-china"},
    "自提的货架放不下": {"pickup-shelf-overflow", "pickup-shelf-by-time"},
    "老系统的接口没有文档": {"interface-undocumented"},
    "双11 复盘 工期和预算": {"double11-2025-final", "double11-2024-final"},
    "experienced agents leave after a merger": {"service-attrition", "name-leads-early"},
    "returned parcels pile up after the sale": {"returns-backlog"},
    "suppliers still send spreadsheets": {"supplier-adoption"},
    "the only call centre without telephones": {"single-site-outage", "ninety-two-minutes"},
    "refund paid for an empty parcel": {"refund-fraud", "refund-on-scan"},
}


@pytest.fixture(scope="module")
def searcher(index: Index, site: Site, articles: Articles) -> Searcher:
    texts = Renderings.of({page.path: articles.write(page).rendered for page in site.pages if page.document})
    files = index_files(index, texts, MemoryCache())

    def read(path: str) -> bytes:
        return files[path].content

    assert list(pages_not_found(index, texts, read)) == []
    return Searcher(read)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_of_a_kickoff_finds_what_past_projects_learned(searcher: Searcher, question: str) -> None:
    found = [hit.id for hit in searcher.search(question, size=5).hits]
    assert QUESTIONS[question] & set(found), found


def test_what_several_projects_met_is_found_by_its_filters(searcher: Searcher) -> None:
    found = {hit.id for hit in searcher.search("风险:oversell 类型:复盘", size=50).hits}
    assert {"618-2026-final", "double11-2025-final"} <= found
