//! Notes made up for measuring: of the family that the program is for, and plain articles; the same ones each time.
//!
//! Words come from a list and, more rarely, are put together from a few thousand characters, both with frequencies that
//! fall with the rank as those of a language do, so that an index meets common and rare words alike.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use fastrand::Rng;

/// Notes in one folder.
const FOLDER: usize = 100;

/// Characters of a note: as many notes have one to two thousand as have four to eight.
const SHORTEST: f64 = 800.0;
const LONGEST: f64 = 8_500.0;

/// How many characters rare words are made of.
const CHARACTERS: usize = 3_500;

const WORDS: &str = "我们 一个 可以 没有 这个 就是 自己 他们 问题 因为 时候 什么 如果 所以 现在 可能 知道 还是 需要 觉得 \
    模型 数据 系统 使用 公司 工作 产品 技术 用户 服务 代码 软件 开发 文件 时间 方式 项目 社区 人工智能 内容 方法 \
    不同 其实 非常 已经 然后 通过 进行 但是 一些 这些 很多 开始 应该 重要 能力 研究 世界 发现 信息 未来 团队 成本 \
    安装 运行 命令 配置 网络 支持 功能 程序 版本 语言 环境 目录 脚本 设置 更新 管理 工具 发布 测试 平台 设计 学习 \
    创业 投资 市场 价值 增长 客户 商业 组织 战略 机会 竞争 行业 经济 资本 融资 收入 利润 全球 中国 美国 政策 监管 \
    推理 推理成本 训练 参数 芯片 算力 智能体 对话 提示 上下文 多模态 机器人 自动驾驶 强化学习 神经网络 开源 闭源 \
    容器 集群 部署 镜像 节点 存储 缓存 数据库 索引 查询 并发 延迟 吞吐 日志 监控 故障 备份 加密 权限 证书 协议 \
    教育 医疗 健康 科学 生物 能源 气候 材料 航天 物理 数学 化学 基因 药物 医生 病人 学生 老师 学校 课程 论文 实验 \
    思考 决定 选择 经验 失败 成功 改变 影响 责任 信任 风险 安全 隐私 伦理 公平 透明 自由 社会 文化 历史 政治 法律 \
    朋友 家庭 孩子 父母 生活 城市 交通 食物 音乐 电影 艺术 文学 写作 阅读 游戏 体育 旅行 自然 动物 植物 天气 海洋 \
    先做小再做大 换句话说 总的来说 与此同时 也就是说 在我看来 从长远看 归根结底 举个例子 说到底 不得不说 事实上 \
    GPT API Linux Python Rust GitHub Docker Kubernetes OpenAI Agent Transformer token prompt benchmark startup CEO \
    杠杆 红利 飞轮 护城河 长期主义 第一性原理 边际成本 网络效应 规模效应 幂律 奇点 涌现 对齐 幻觉 蒸馏 微调 量化 \
    注意力 编码器 解码器 嵌入 向量 检索 召回 排序 摘要 翻译 分词 语料 标注 评测 基线 消融 过拟合 泛化 收敛 梯度";

const FUNCTION: &str = "的 的 的 的 了 是 在 和 也 都 就 不 很 要 会 有 把 被 对 与 而 或 从 到 中 上 下";

const PEOPLE: [&str; 12] = [
    "李明",
    "王芳",
    "张伟",
    "刘洋",
    "陈静",
    "赵磊",
    "周敏",
    "Sam Carter",
    "Ada Okafor",
    "孙丽",
    "吴强",
    "郑秀英",
];

/// Where the note of this number lies.
pub(crate) fn path(root: &Path, number: usize) -> PathBuf {
    root.join(format!("{:03}", number / FOLDER)).join(format!("{number:05} 整理文档.md"))
}

/// Writes so many notes. Returns how many bytes they have.
pub(crate) fn write(root: &Path, count: usize) -> anyhow::Result<u64> {
    let writer = Writer::new();
    let mut bytes = 0;
    for number in 0..count {
        let path = path(root, number);
        if let Some(folder) = path.parent().filter(|_| number % FOLDER == 0) {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let text = writer.note(number);
        bytes += text.len() as u64;
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(bytes)
}

struct Writer {
    words: Vec<&'static str>,
    function: Vec<&'static str>,
}

impl Writer {
    fn new() -> Writer {
        Writer { words: WORDS.split_whitespace().collect(), function: FUNCTION.split_whitespace().collect() }
    }

    fn note(&self, number: usize) -> String {
        let mut random = Rng::with_seed(number as u64);
        let length = (SHORTEST * (LONGEST / SHORTEST).powf(random.f64())) as usize;
        match number % 5 {
            0 | 1 => self.talk(&mut random, length),
            2 => self.dialogue(&mut random, length),
            _ => self.article(&mut random, length),
        }
    }

    /// A note with all its parts: metadata, claims, quotes under questions, key quotes, a glossary.
    fn talk(&self, random: &mut Rng, length: usize) -> String {
        let guest = PEOPLE[random.usize(..PEOPLE.len())];
        let title = self.phrase(random, 4);
        let mut text = format!("# {title}\n\n## 视频基本信息\n\n| 项目 | 内容 |\n| --- | --- |\n");
        let (month, day) = (random.u8(1..=12), random.u8(1..=28));
        let _ = write!(
            text,
            "| **视频标题** | {title} |\n| **发布时间** | 2026年{month}月{day}日 |\n| **嘉宾** | {guest} |\n\n"
        );
        text.push_str("## 核心观点与预测\n\n| 核心观点 | 提出者 | 时间节点 |\n| --- | --- | --- |\n");
        for _ in 0..random.usize(2..6) {
            let claim = self.clause(random);
            let _ = writeln!(text, "| {claim} | {guest} | {}年底前 |", random.u16(2026..2032));
        }
        while text.chars().count() < length {
            let _ =
                write!(text, "\n## {}\n\n**提问**：{}？\n\n", self.phrase(random, 3), self.clause(random));
            for _ in 0..random.usize(1..4) {
                let _ = write!(text, "> **{guest}**：“{}”\n> \n\n", self.paragraph(random));
                let _ = write!(
                    text,
                    "{}\n\n- **{}**：{}\n",
                    self.paragraph(random),
                    self.word(random),
                    self.clause(random)
                );
            }
        }
        text.push_str("\n## 关键语录\n\n");
        for _ in 0..random.usize(1..5) {
            let _ = write!(text, "> “{}。”\n\n", self.clause(random));
        }
        text.push_str("## 术语表\n\n| 术语 | 解释 |\n| --- | --- |\n");
        for _ in 0..random.usize(2..8) {
            let _ = writeln!(text, "| {} | {} |", self.word(random), self.clause(random));
        }
        text
    }

    /// Turns of two speakers.
    fn dialogue(&self, random: &mut Rng, length: usize) -> String {
        let first = random.usize(..PEOPLE.len());
        let speakers = [PEOPLE[first], PEOPLE[(first + 1) % PEOPLE.len()]];
        let mut text = format!("# {}\n\n", self.phrase(random, 4));
        let mut turn = 0;
        while text.chars().count() < length {
            let _ = write!(text, "**{}：** ", speakers[turn % 2]);
            match turn % 2 {
                0 => text.push_str(&format!("{}？\n\n", self.clause(random))),
                _ => text.push_str(&format!("{}\n\n", self.paragraph(random))),
            }
            turn += 1;
        }
        text
    }

    /// Headings and paragraphs, with a list or some code here and there.
    fn article(&self, random: &mut Rng, length: usize) -> String {
        let mut text = format!("# {}\n\n", self.phrase(random, 4));
        while text.chars().count() < length {
            match random.u8(..10) {
                0 | 1 => text.push_str(&format!("## {}\n\n", self.phrase(random, 3))),
                2 => (0..4).for_each(|_| text.push_str(&format!("- {}\n", self.clause(random)))),
                3 => text.push_str(&format!("\n```\n$ {} --help\n```\n\n", random.alphabetic())),
                _ => text.push_str(&format!("\n{}\n\n", self.paragraph(random))),
            }
        }
        text
    }

    fn paragraph(&self, random: &mut Rng) -> String {
        let sentences = (0..random.usize(2..6)).map(|_| {
            let clauses: Vec<String> = (0..random.usize(1..4)).map(|_| self.clause(random)).collect();
            clauses.join("，") + "。"
        });
        sentences.collect()
    }

    fn clause(&self, random: &mut Rng) -> String {
        let mut clause = String::new();
        for _ in 0..random.usize(3..8) {
            clause.push_str(self.function[random.usize(..self.function.len())]);
            clause.push_str(&self.word(random));
        }
        clause
    }

    fn phrase(&self, random: &mut Rng, words: usize) -> String {
        (0..words).map(|_| self.word(random)).collect()
    }

    fn word(&self, random: &mut Rng) -> String {
        if random.u8(..8) == 0 {
            let characters = (0..2).map(|_| char::from_u32(0x4e00 + ranked(random, CHARACTERS) as u32));
            return characters.map(|character| character.unwrap_or('字')).collect();
        }
        self.words[ranked(random, self.words.len())].to_owned()
    }
}

/// A number below `count`, the more likely the smaller: as one over its rank, after Zipf.
fn ranked(random: &mut Rng, count: usize) -> usize {
    ((count as f64).powf(random.f64()) as usize - 1).min(count - 1)
}
