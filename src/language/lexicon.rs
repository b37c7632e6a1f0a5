//! The words of the language by which [`crate::language::name_shape`] tells people from labels: surnames, the syllables that render
//! foreign names, words for roles and for parts of a text. No word here belongs to one note or names a particular
//! person. Lists of words are parted by white space.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A list of words.
pub(crate) struct Words {
    list: &'static str,
    /// Made when it is first asked for.
    lookup: OnceLock<Lookup>,
}

#[derive(Default)]
struct Lookup {
    words: HashSet<&'static str>,
    /// The length of the longest word, in bytes.
    longest: usize,
    /// The same of the words that begin with a character.
    longest_from: HashMap<char, usize>,
}

impl Words {
    pub(crate) const fn new(list: &'static str) -> Self {
        Words { list, lookup: OnceLock::new() }
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| {
            let mut lookup = Lookup::default();
            for word in self.iter() {
                lookup.words.insert(word);
                lookup.longest = lookup.longest.max(word.len());
                let longest = lookup.longest_from.entry(word.chars().next().unwrap_or_default()).or_default();
                *longest = word.len().max(*longest);
            }
            lookup
        })
    }

    /// The words in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.split_ascii_whitespace()
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.lookup().words.contains(word)
    }

    /// For each of the words that ends a text, what stands before it.
    pub(crate) fn before_end<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let Lookup { words, longest, .. } = self.lookup();
        let starts = text.len().saturating_sub(*longest)..text.len();
        let parts = starts.filter_map(|start| text.split_at_checked(start));
        parts.filter(|(_, end)| words.contains(end)).map(|(before, _)| before)
    }

    /// For each of the words that starts a text, what stands behind it.
    pub(crate) fn behind_start<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let Lookup { words, longest_from, .. } = self.lookup();
        let longest = text.chars().next().and_then(|first| longest_from.get(&first)).copied();
        let ends = 1..=longest.unwrap_or_default().min(text.len());
        let parts = ends.filter_map(|end| text.split_at_checked(end));
        parts.filter(|(start, _)| words.contains(start)).map(|(_, behind)| behind)
    }
}

/// A list of characters.
pub(crate) struct Characters {
    list: &'static str,
    /// Made when it is first asked for.
    lookup: OnceLock<HashSet<char>>,
}

impl Characters {
    const fn new(list: &'static str) -> Self {
        Characters { list, lookup: OnceLock::new() }
    }

    pub(crate) fn contains(&self, character: char) -> bool {
        self.lookup.get_or_init(|| self.list.chars().collect()).contains(&character)
    }
}

/// Words that end the name of somebody in a role.
pub(crate) static ROLES: Words = Words::new(
    "\
    主持人 主播 主讲人 主讲 嘉宾 观众 听众 记者 采访者 受访者 提问者 提问人 发言人 发言者 演讲者 讲者 学生 老师 \
    教授 同学 网友 读者 投资人 创始人 合伙人 负责人 科学家 总裁 董事长 首席执行官 团队成员 成员 男士 女士 先生 \
    小姐 博士 院士 医生 旁白 画外音 配音 众人 主任 评委 裁判 主编 编辑 校长 院长 部长 队长 班长 组长 市长 会长 秘书长 董事 \
    家长 老板 总监 经理 制片人 导演 编剧 作家 诗人 与会者 参会者 志愿者 研究员 评论员 讲解员 解说员 工程师 律师 \
    分析师 学员 教练 护士 护士长 馆长 店长 厂长 所长 师傅 学徒 运动员 选手 队员 家属 村民 客人 街坊 弹幕 \
    工人 农民 厨师 保安 店主 摊主 船长 机长 乘客 法官 检察官 市民 网民 球员 队友 \
    医师 助理 秘书 实习生 店员 服务员 社工 义工 助教 班主任 讲师 组员 会员 理事 理事长 主席 书记 镇长 县长 村长 主管 领队 领班 技师 药师 渔民 牧民 果农 \
    茶农 养殖户 匠人 策展人 制作人 出品人 译者 画家 歌手 演员 舞者 摄影师 建筑师 咨询师 会计师 程序员 架构师 投资经理 售货员 管理员 调解员 快递员 驾驶员 邮递员 消防员 \
    飞行员 宇航员 售票员 列车员 饲养员 播音员 播报员 联络员 辅导员 指导员 统筹 领唱 指挥",
);

/// Titles that stand behind a surname.
pub(crate) static TITLES: Words = Words::new(
    "\
    老师 博士 教授 先生 女士 小姐 师傅 阿姨 叔叔 大叔 伯伯 大爷 大妈 奶奶 爷爷 医生 大夫 主任 馆长 校长 院长 局长 所长 \
    厂长 店长 处长 科长 队长 班长 教练 导演 律师 院士 同学 部长 市长 会长 经理 主编",
);

/// Words for those who ask, beside the roles: where nothing follows but 提问 they are people.
pub(crate) static ASKERS: Words =
    Words::new("媒体 家长 车主 业主 用户 客户 员工 居民 粉丝 球迷 弹幕 病人 患者 邻居 股东");

/// Words for people that label a matter as often as they name who speaks: with quotation marks they speak.
pub(crate) static WEAK_ROLES: Words = Words::new(
    "\
    顾问 代表 用户 客户 开发者 创业者 投资者 设计师 员工 司机 专家 学者 居民",
);

/// English words for roles, folded.
pub(crate) static LATIN_ROLES: Words = Words::new(
    "\
    host guest speaker interviewer interviewee moderator audience narrator reporter ceo cto presenter",
);

/// Words that name a part of a text, an event or a matter: a label that ends in one is no person.
pub(crate) static LABEL_ENDINGS: Words = Words::new(
    "\
    背景 排名 排行 榜单 开场 开场白 观点 结论 要点 总结 小结 数据 方法 方案 时间 时刻 估计 建议 原因 案例 例子 \
    举例 分析 风险 机会 挑战 问题 回答 说明 备注 注 注释 补充 定义 影响 意义 特点 优势 劣势 策略 路径 模式 现状 \
    趋势 预测 判断 逻辑 核心 关键 重点 观察 启示 类比 比喻 结语 结尾 标题 摘要 概述 介绍 简介 对比 论点 论据 \
    事实 标准 框架 原则 步骤 阶段 目标 计划 成本 效率 提示 示例 场景 环节 互动 演讲 发布 发布会 会议 峰会 论坛 \
    采访 访谈 对话 讨论 辩论 问答 直播 圆桌 演示 致辞 收尾 闭幕 开幕 现场 论文 公告 声明 邮件 推文 博客 原文 \
    译文 文章 报告 金句 语录 名言 引用 引言 导读 导语 前言 后记 编者按 按语 附录 链接 来源 出处 日期 地点 主题 \
    话题 议题 焦点 细节 详情 内容 经历 履历 经验 教训 反思 思考 感受 体会 误区 误解 真相 本质 特征 价值 条件 \
    前提 假设 推论 证据 反例 反驳 回应 质疑 争议 共识 分歧 立场 态度 看法 愿景 使命 定位 规模 指标 参数 配置 \
    版本 功能 特性 架构 流程 机制 原理 技术 产品 工具 平台 系统 模型 算法 代码 市场 行业 公司 团队 组织 文化 \
    管理 人才 招聘 教育 投资 融资 估值 收入 利润 价格 政策 监管 安全 隐私 伦理 社会 经济 未来 过去 现在 今天 \
    目前 当前 首先 其次 最后 然后 此外 另外 例如 比如 注意 即 因此 所以 但是 总之 换言之 也就是说 结果 答案 解释 \
    翻译 字幕 片头 片尾 高光 亮点 看点 彩蛋 花絮 精选 汇总 清单 列表 目录 术语 名词 缩写 全称 规则 条款 任务 \
    作业 测试 评测 实验 研究 发现 进展 突破 创新 变革 转型 升级 落地 应用 实践 操作 技巧 心得 能力 素质 品质 \
    方向 领域 层面 维度 角度 视角 部分 章节 篇 节 之一 评价 评论 点评 描述 概念 故事 轶事 梗 口号 座右铭 信条 \
    理念 哲学 观 论 说法 话 句 速度 质量 水平 程度 数量 比例 金额 费用 工作 生活 家庭 健康 关系 情况 状态 状况 \
    局面 困境 难点 痛点 瓶颈 障碍 限制 约束 需求 供给 竞争 合作 战略 战术 决策 选择 取舍 权衡 主张 承诺 呼吁 \
    请求 要求 邀请 警告 提醒 忠告 寄语 感谢 致谢 道歉 笑话 插曲 片段 反应 来信 来电 反馈 热线 掌声 笑声",
);

/// Common nouns that happen to begin with a surname.
pub(crate) static NOUNS: Words = Words::new(
    "\
高速路 高速 安静 安心 安逸 \
    任何 应该 成为 马上 金融 高层 高手 高价 高频 高端 毛利 路线 程序 支持 支付 房价 房产 车企 白皮书 白领 平均 \
    强化 强调 应对 全文 全球 全局 全景 全貌 和解 和平 易错 常见 常识 常规 通用 通稿 经费 纪要 纪实 游戏 向量 \
    单价 包装 简历 简评 简析 古代 农业 商业 商业化 商务 广告 宣传 宣言 边界 曲线 成果 成功 成就 成长 危机 席位 \
    温度 温馨 雷点 雷区 钱包 石油 水电 华语 万物 方式 方针 段落 段子 连接 连线 连载 解读 解法 解析 解决 解药 \
    权力 权利 江湖 明星 印象 印度 韩国 加拿大 乌克兰 项目 国内 国外 海外 海报 时代 时评 时刻表 易用性 安装 关联 \
    关注 习惯 温习 于此 方便 景气 农村 童年 花费 华人 管线 满分 党派 章程 凌晨 夏天 秋天 冬天 春天 包括 原则上 \
    荣誉 封面 封装 封闭 尚未 尚可 乐观 乐趣 乐队 储能 储备 储存 厉害 路演 路透社 彭博社 新华社 法新社 美联社 时报 卫视 余论 单元 曲目 祝福 祝愿 万能 车间 \
    强制 强度 强项 强推 关键点 关键词 关键字 关键句 时区 时机 时长 时效 时序 时钟 时限 单点 单机 单例 单词 单位 单线 高点 高光 高危 高级 安排 安防 常量 常用 常态 成因 成分 成员 成交 方面 方差 方言 易点 易错点 金额 连续 连贯 连锁 明细 明确 明显 全量 全部 全程 管道 管控 管制 路由 路人 路障 \
    程式 应急 应答 应用 支点 支线 支出 白名单 白话 白天 包含 包名 包袱 简述 简要 简言 简史 解题 解说 解耦 解剖 谈资 谈判 谈话 向上 向下 向导 经典 经营 经过 权重 水位 水印 水分 钱数 云端 云原生 万一 万事 左边 游标 游客 段首 段尾 贵宾 席次 卫生 危险 花絮 花样 童话 薄弱 景点 景观 封锁 \
    储户 乐章 官方 和声 和谈 车辆 车票 房租 石料 田野 文化 施工 章节 严重 严格 温差 温室 顾虑 顾客 毛病 毛重 史料 史实 龙头 雷同 倪端 庄稼 焦点 焦虑 耿直 查询 查证 查账 鱼缸 印刷 印证 养分 养老 习题 习俗 国情 国标 商机 商标 商家 那时 空间 空白 盖章 红利 红线 公示 公差 \
    常用 常态 常量 常年 常驻 常务 常委 康复 康养 莫名 贝壳 贝叶 乔木 茅台 桑叶 浦东 浦西",
);

/// English words that make a label of the words they stand in, folded.
pub(crate) static LATIN_LABELS: Words = Words::new(
    "\
    summary note notes key takeaway takeaways insight insights conclusion background example examples tip tips \
    definition context question answer quote quotes tl tldr ps faq todo warning info update source link date \
    title published channel http https step part chapter section day week pros cons why what how main prompt \
    input output system user assistant",
);

/// Surnames of two characters.
pub(crate) static COMPOUND_SURNAMES: Words = Words::new(
    "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 慕容 尉迟 公孙 \
    呼延 钟离 宇文 长孙 独孤 南宫 端木 东郭 轩辕 闻人 濮阳 万俟 赫连 澹台 公冶 宗政 淳于 鲜于 闾丘 司空 亓官 \
    颛孙 巫马 漆雕 拓跋 梁丘 左丘",
);

/// Common Chinese surnames of one character, after the Ministry of Public Security's 2020 list and the Hundred
/// Family Surnames.
pub(crate) static SURNAMES: Characters = Characters::new(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任\
卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万钱覃武戴孔汤庞樊兰殷施洪翟安颜倪严牛温\
季俞章鲁葛伍申尤毕聂柴焦向柳邢岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘\
景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏\
栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽邝印仲沙养应宗丰杭谌蔺阚仝\
佟郗宓禤冼厍晁佘嵇荀芮羿厉汲邴巫隗蓬邰鄂胥莘逄郦璩濮扈郏茹宦庾暨匡寇阙殳夔訾乜鞠蒯竺逯桓笪佴闾谯仉缑亢亓昝訚睢郇隽缪苌仵蔚韶蓟荣封尚乐储戎鹿褟湛佀虢岑麦\
酆常傅卞康萧禹狄贝茅骆虞莫裘贲钮钭蒲赖乔雍郤桑浦阎戈",
);

/// Characters that render the syllables of foreign names (after Xinhua's tables of transliteration).
pub(crate) static TRANSLITERATION: Characters = Characters::new(
    "阿埃艾爱安昂奥巴白班邦包保鲍贝本比彼毕宾波伯博布查昌池楚茨达戴丹当道德登邓迪狄蒂丁东杜顿多厄恩尔\
法范方菲费芬丰冯弗夫福富盖冈高戈哥格根贡古瓜圭哈海汉豪赫黑亨洪侯胡华怀惠霍基吉加贾简杰金津卡凯坎康考柯科可克肯孔库夸奎昆拉\
莱赖兰朗劳勒雷蕾黎李里理利莉丽力立连良列林琳龙隆卢鲁路露吕伦罗洛马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫默姆穆拿娜纳南瑙内能尼\
妮年宁纽农努诺欧帕潘庞培佩彭皮匹平泼蒲普漆齐奇恰强乔切钦琼丘茹汝瑞若撒萨塞赛森桑瑟沙珊尚绍舍申圣施石史舒朔思斯丝松苏孙索所\
塔泰坦汤唐陶特滕提田铁廷通图托瓦万旺威韦维魏温文翁沃乌伍武西希锡席夏香肖谢辛欣兴休修许雅亚延扬杨耶叶伊易因英尤雨约泽曾扎詹张\
珍芝治朱兹宗佐萝薇黛茜",
);

/// Characters that no name has: verbs, particles and the like make a clause of it.
pub(crate) static CLAUSE: Characters = Characters::new(
    "的了是在不没把被让使对从与或及吗呢吧啊这那哪什么怎哪些每各其该此某请我你他她它们为于以就都也还又再更最很太非\
如何若则而且但因所",
);

/// Those of them that not even a given name has.
pub(crate) static PARTICLES: Characters = Characters::new("的了吗呢吧啊这那哪什么怎你我他她它们");
