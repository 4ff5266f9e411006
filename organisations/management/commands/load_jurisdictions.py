"""Enter the jurisdictions of the county: country, province, prefecture, county."""

from common.commands import PortalCommand
from organisations.seed import load_jurisdictions


class Command(PortalCommand):
    help = "登记全国、四川省、阿坝州、九寨沟县四级辖区；重复执行不会重复登记。"

    def handle(self, *args, **options) -> None:
        county = load_jurisdictions()
        self.stdout.write(f"辖区已登记：{county.name}（{county.code}）及其上级。")
